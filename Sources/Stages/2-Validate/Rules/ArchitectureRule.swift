import Core

/// The encoding parses, uses the alphabet of the space and lies within its limits.
struct ArchitectureRule: RunRule {
  static let definition = RuleDefinition(
    "ARCH-01", .error, "the encoding is an architecture of a space of the pipeline",
    RuleDocumentation(
      checks: """
        The encoding parses, uses the alphabet of its space and lies within its limits.
        """,
      earnedFrom: """
        A published reader of TransNAS-Bench-101-Micro, whose filter drops 122 connected cells and keeps 167 of \
        the 169 disconnected ones.
        """,
      clean: """
        64-41414-1_02_333
        """,
      failing: """
        64-41414-1_02_334: there is no operation 4.
        """
    ))

  init(_ plan: BuildPlan) {}

  func check(_ subject: Subject, _ report: inout RuleReport) {
    // The reader knows better than the encoding what is missing: a log may name a cell and not say what it is.
    if subject.run.problems.contains(where: { $0.code == Self.definition.code }) { return }
    guard !subject.run.architectures.isEmpty else { return report.notApplicable("no source names an architecture") }
    report.ran()
    guard let error = subject.encodingError,
      let claim = subject.run.architectures.first(where: { $0.place.pointer != nil })
        ?? subject.run.architectures.last
    else { return }
    let spaces = subject.plan.spaces.map { "'\($0.id)'" }.joined(separator: ", ")
    report.found(
      at: claim.place, "'\(claim.value.prefix(120))' is no architecture of \(spaces): \(error)",
      expected: error.expected, hint: "correct the encoding, or add the space to the pipeline file")
  }
}
