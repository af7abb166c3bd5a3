public import Core

extension Deduplicator {
  /// What becomes of several contents under one identity.
  public enum ConflictPolicy {
    /// All of them are kept out.
    case quarantine
    /// What stood there before stays, the others are kept out; where nothing stood, all are.
    case keepStanding((ValidRun) -> Bool)
    /// All are kept as repeats, those that stood there before first.
    case keepBoth((ValidRun) -> Bool)
  }

  /// Settles an identity with several contents.
  func resolve(
    _ contents: [ValidRun], _ rule: RuleDefinition, _ policy: ConflictPolicy, _ outcome: inout Outcome
  ) {
    switch policy {
    case .quarantine: refuse(contents, among: contents, rule, &outcome)
    case .keepStanding(let isStanding):
      let standing = contents.filter(isStanding)
      guard standing.count == 1 else { return refuse(contents, among: contents, rule, &outcome) }
      outcome.unique += standing
      refuse(contents.filter { !isStanding($0) }, among: contents, rule, &outcome)
    case .keepBoth(let isStanding):
      let ordered = contents.filter(isStanding) + contents.filter { !isStanding($0) }
      for (ordinal, var run) in ordered.enumerated() {
        note(run, among: contents, ordinal, rule, &outcome)
        run.repetition = ordinal
        outcome.unique.append(run)
      }
    }
  }

  /// Says that a run is kept beside others of its identity.
  private func note(
    _ run: ValidRun, among contents: [ValidRun], _ ordinal: Int, _ rule: RuleDefinition, _ outcome: inout Outcome
  ) {
    guard rule.severity != nil, let source = run.sources.first else { return }
    let others = contents.filter { $0.sources != run.sources && !$0.sources.isEmpty }
    let paths = others.map { releasePath($0.sources[0].file) }
    let seed = run.seed.map { "seed \($0)" } ?? "no seed"
    outcome.tally.findings += 1
    outcome.findings.append(
      Finding(
        rule.code, .warning, path: releasePath(source.file), pointer: source.pointer, space: plan.spaces[run.space].id,
        encoding: run.encoding, task: plan.tasks[run.task].name, seed: run.seed,
        message:
          "kept as repeat \(ordinal) beside another content under the same identity (\(run.encoding), "
          + "\(plan.tasks[run.task].name), \(run.budget) epochs, \(seed)) in " + paths.joined(separator: ", ")
          + difference(of: run, from: others),
        expected: "one content per identity",
        hint: "give the runs the seeds that tell them apart, or leave out the one that is not genuine"))
  }
}
