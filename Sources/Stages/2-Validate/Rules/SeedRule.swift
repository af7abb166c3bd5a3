import Core

/// The seeds of path, text log and record agree.
///
/// Earned from NATS-Bench, whose results hold the string '0777' under the key 777: numbers are compared, not texts.
struct SeedRule: RunRule {
  let definition = RuleDefinition("RUN-02", .error, "the seeds of path, text log and record agree")

  func check(_ subject: Subject, _ report: inout RuleReport) {
    let claims = subject.run.seeds
    guard claims.count > 1, let first = claims.first else {
      return report.notApplicable(definition, "fewer than two sources name a seed")
    }
    report.ran(definition)
    for claim in claims.dropFirst() where claim.value != first.value {
      report.found(
        definition, at: claim.place,
        "\(claim.place.source) says seed \(claim.value), \(first.place.source) says seed \(first.value)",
        expected: "the same seed in every source",
        hint: "rename the directory after the seed that the log states, or restore the log that belongs here")
    }
  }
}
