import Core

/// The encoding parses, uses the alphabet of the space and lies within its limits.
///
/// Earned from a published reader whose filter drops 122 connected cells of TransNAS-Bench-101-Micro and keeps 167 of
/// the 169 disconnected ones. Holds for `64-41414-1_02_333`; fails for `64-41414-1_02_334`.
struct ArchitectureRule: RunRule {
  let definition = RuleDefinition("ARCH-01", .error, "the encoding is an architecture of a space of the pipeline")

  func check(_ subject: Subject, _ report: inout RuleReport) {
    let problems = subject.run.problems.filter { $0.code == definition.code }
    guard problems.isEmpty else {
      // The reader knows better than the encoding what is missing: a log may name a cell and not say what it is.
      report.ran(definition)
      for problem in problems {
        report.found(
          definition, at: problem.place, severity: problem.severity, problem.message, expected: problem.expected,
          hint: problem.hint)
      }
      return
    }
    guard
      let claim = subject.run.architectures.first(where: { $0.place.pointer != nil })
        ?? subject.run.architectures.last
    else {
      return report.notApplicable(definition, "no source names an architecture")
    }
    report.ran(definition)
    guard let error = subject.encodingError else { return }
    let spaces = subject.plan.spaces.map { "'\($0.id)'" }.joined(separator: ", ")
    report.found(
      definition, at: claim.place, "'\(claim.value.prefix(120))' is no architecture of \(spaces): \(error)",
      expected: error.expected, hint: "correct the encoding, or add the space to the pipeline file")
  }
}
