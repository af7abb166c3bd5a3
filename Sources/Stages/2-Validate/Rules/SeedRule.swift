import Core

/// The seeds of path, text log and record agree: numbers are compared, not texts.
struct SeedRule: RunRule {
  static let definition = RuleDefinition(
    "RUN-02", .error, "the seeds of path, text log and record agree",
    RuleDocumentation(
      checks: """
        Whatever names the seed (path, record, text log) names the same number; '0777' is 777. A \
        directory that is named like that of a seed and holds no number disagrees with any. The line 'seed \
        666' in the configuration of the autoencoder is a constant and never the seed of a run, which has a line \
        of its own below the configuration. In NAS-Bench-201 and NATS-Bench, the seeds that a file lists \
        ('dataset_seed') are those of its results. Cannot run where fewer than two sources name a seed.
        """,
      earnedFrom: """
        Results of NATS-Bench, which hold the text '0777' under the key 777.
        """,
      clean: """
        seed_777/ with a log of seed 777.
        """,
      failing: """
        seed_777/ with a log of seed 888; or a list of the seeds 777 and 999 beside results of 777 and 888.
        """,
      severities: """
        A warning where a listed seed has no result: the results that are there are sound.
        """
    ))

  init(_ plan: BuildPlan) {}

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard subject.run.seeds.count > 1 else { return report.notApplicable("fewer than two sources name a seed") }
    report.ran()
    let first = subject.run.seeds[0]
    for claim in subject.run.seeds.dropFirst() where claim.value != first.value {
      report.found(
        at: claim.place,
        "\(subject.source(of: claim.place)) says seed \(claim.value), \(subject.source(of: first.place)) says "
          + "\(first.value)",
        expected: "the same seed in every source",
        hint: "name the run after the seed that its record or log states, or restore the one that belongs here")
    }
  }
}
