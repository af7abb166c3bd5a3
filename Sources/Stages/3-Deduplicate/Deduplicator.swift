public import Core

/// Finds runs that are one run, and runs that claim to be one and are not: the third stage.
public struct Deduplicator {
  let plan: BuildPlan
  let releasePath: (Int) -> String
  private let configurationsAgree: (ValidRun, ValidRun) -> Bool

  /// - Parameters:
  ///   - releasePath: the release path of a file of the listing.
  ///   - configurationsAgree: whether the logs behind two runs hold the same configuration but for paths, addresses
  ///     and time stamps; asked only of runs that agree in everything else.
  public init(
    plan: BuildPlan, releasePath: @escaping (Int) -> String,
    configurationsAgree: @escaping (ValidRun, ValidRun) -> Bool
  ) {
    self.plan = plan
    self.releasePath = releasePath
    self.configurationsAgree = configurationsAgree
  }

  /// What is left of a list of runs, and what became of the rest.
  public struct Outcome: Sendable {
    /// One per identity, in the order of the first occurrence; several sources where there were copies.
    public var unique: [ValidRun] = []
    /// The number of runs that merely repeat another.
    public var exactDuplicates = 0
    /// Runs whose identity has several contents, one entry per content.
    public var conflicts: [RejectedRun] = []
    public var findings: [Finding] = []
    public var tally = RuleTally()
  }

  /// Settles identities.
  /// - Parameter runs: in the order of their sources.
  /// - Parameter rule: the definition and severity of DUP-01.
  /// - Parameter policy: what becomes of several contents under one identity.
  /// - Complexity: O(n) for distinct identities.
  public func settle(
    _ runs: [ValidRun], seedless: SeedlessRecords, rule: RuleDefinition, policy: ConflictPolicy = .quarantine
  ) -> Outcome {
    var outcome = Outcome()
    var runs = runs
    if seedless == .repeats { numberRepeats(&runs) }
    let groups = groups(of: runs)
    outcome.tally.ran = groups.count
    if groups.count == runs.count {
      outcome.unique = runs
      return outcome
    }
    outcome.unique.reserveCapacity(groups.count)
    for group in groups {
      guard let others = group.others else {
        outcome.unique.append(runs[group.first])
        continue
      }
      let contents = distinct(([group.first] + others).map { runs[$0] }, &outcome)
      if contents.count == 1 {
        outcome.unique.append(contents[0])
      } else {
        resolve(contents, rule, policy, &outcome)
      }
    }
    return outcome
  }

  /// The runs with different contents, each with the sources of its copies, in the order of their first source.
  ///
  /// Runs with a log come first: one without agrees with whatever its record says.
  private func distinct(_ members: [ValidRun], _ outcome: inout Outcome) -> [ValidRun] {
    var contents: [[ValidRun]] = []
    for run in members.filter({ $0.log != nil }) + members.filter({ $0.log == nil }) {
      if let same = contents.firstIndex(where: { sameContent($0[0], run) }) {
        contents[same].append(run)
        outcome.exactDuplicates += 1
      } else {
        contents.append([run])
      }
    }
    let merged = contents.map { copies in
      let ordered = copies.sorted { $0.sources[0].file < $1.sources[0].file }
      var run = ordered[0]
      run.sources = []
      // Copies that a release and a contribution tell of one file have that source once.
      for source in ordered.flatMap(\.sources) where !run.sources.contains(source) { run.sources.append(source) }
      run.log = copies.compactMap(\.log).first
      if run.info.isEmpty, let told = copies.first(where: { !$0.info.isEmpty }) { run.info = told.info }
      return run
    }
    return merged.sorted { $0.sources[0].file < $1.sources[0].file }
  }

  /// Runs of one identity, by index.
  private struct Group {
    let first: Int
    var others: [Int]?
  }

  /// Gives seedless runs their ordinal in source order, which makes it part of their identity.
  private func numberRepeats(_ runs: inout [ValidRun]) {
    var counts: [Identity: Int] = [:]
    for index in runs.indices where runs[index].seed == nil && runs[index].repetition == nil {
      let identity = Identity(runs[index])
      runs[index].repetition = counts[identity, default: 0]
      counts[identity, default: 0] += 1
    }
  }

  private func groups(of runs: [ValidRun]) -> [Group] {
    var places: [Identity: Int] = [:]
    places.reserveCapacity(runs.count)
    var groups: [Group] = []
    groups.reserveCapacity(runs.count)
    for index in runs.indices {
      let identity = Identity(runs[index])
      if let place = places[identity] {
        groups[place].others = (groups[place].others ?? []) + [index]
      } else {
        places[identity] = groups.count
        groups.append(Group(first: index))
      }
    }
    return groups
  }

  private func sameContent(_ first: ValidRun, _ second: ValidRun) -> Bool {
    first.curve == second.curve && sameBits(first.values, second.values) && first.loggedParams == second.loggedParams
      && first.inferenceTime?.bitPattern == second.inferenceTime?.bitPattern && first.status == second.status
      && configurationsAgree(first, second)
  }

  private func sameBits(_ first: [Double], _ second: [Double]) -> Bool {
    first.elementsEqual(second) { $0.bitPattern == $1.bitPattern }
  }

  func refuse(
    _ refused: [ValidRun], among contents: [ValidRun], _ rule: RuleDefinition, _ outcome: inout Outcome
  ) {
    for run in refused {
      let others = contents.filter { $0.sources != run.sources }
      let paths = others.map { releasePath($0.sources[0].file) }
      let space = plan.spaces[run.space].id
      let task = plan.tasks[run.task].name
      outcome.conflicts.append(
        RejectedRun(
          space: space, encoding: run.encoding, task: task, seed: run.seed, codes: [rule.code], sources: run.sources))
      guard let severity = rule.severity else { continue }
      outcome.tally.findings += 1
      let seed = run.seed.map { "seed \($0)" } ?? "no seed"
      outcome.findings.append(
        Finding(
          rule.code, severity, path: releasePath(run.sources[0].file), pointer: run.sources[0].pointer, space: space,
          encoding: run.encoding, task: task, seed: run.seed,
          message:
            "another content under the same identity (\(run.encoding), \(task), \(run.budget) epochs, \(seed)) in "
            + paths.joined(separator: ", ") + difference(of: run, from: others),
          expected: "one content per identity",
          hint: "keep the run that is genuine, or give the runs the seeds that tell them apart"))
    }
  }

  /// What tells a run from the first of the others, which stand behind its message.
  func difference(of run: ValidRun, from others: [ValidRun]) -> String {
    guard let other = others.first, let source = other.sources.first else { return "" }
    return ContentDifference.clause(
      run, other, plan.tasks[run.task].schema, place: others.count > 1 ? releasePath(source.file) : nil)
  }

  /// Space, encoding, task, budget, and seed or repeat.
  private struct Identity: Hashable {
    let space: Int
    let encoding: String
    let task: Int
    let budget: Int
    let seed: Int?
    let repetition: Int?

    init(_ run: ValidRun) {
      space = run.space
      encoding = run.encoding
      task = run.task
      budget = run.budget
      seed = run.seed
      repetition = run.repetition
    }
  }
}
