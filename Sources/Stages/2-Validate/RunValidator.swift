public import Core

/// Judges runs one by one: the second stage.
///
/// A run is judged by its own contents and the plan alone, so that any number of threads may share a validator.
public struct RunValidator: Sendable {
  /// The JSON pointer of a value of a record, nil where the layout has no pointer that fine: see `SourceLayout`.
  public typealias ValuePointer = @Sendable (MetricDefinition?, Int?, String) -> String?

  private let plan: BuildPlan
  private let catalogue: ArchitectureCatalogue
  private let budgetKey: String
  private let pointer: ValuePointer
  /// The rules that are not off, with their ranks.
  private let active: [(rank: Int, severity: Severity, rule: any RunRule)]
  /// By rank.
  private let severities: [Severity?]

  /// - Parameters:
  ///   - budgetKey: the configuration key that holds a run's own epoch budget, for messages.
  ///   - pointer: how the layout points at single values.
  public init(
    plan: BuildPlan, catalogue: ArchitectureCatalogue, budgetKey: String,
    pointer: @escaping ValuePointer = { _, _, _ in nil }
  ) {
    self.plan = plan
    self.catalogue = catalogue
    self.budgetKey = budgetKey
    self.pointer = pointer
    severities = RuleCatalogue.all.map { plan.rules.severity(of: $0) }
    var active: [(rank: Int, severity: Severity, rule: any RunRule)] = []
    for kind in RuleCatalogue.runRules {
      guard let severity = plan.rules.severity(of: kind.definition) else { continue }
      active.append((RuleCatalogue.rank(kind.definition.code), severity, kind.init(plan)))
    }
    self.active = active
  }

  /// What became of one run.
  public enum Verdict: Sendable {
    case valid(ValidRun)
    case rejected(RejectedRun)
  }

  /// The verdict on one run and everything that the rules said.
  public struct Judgement: Sendable {
    public var verdict: Verdict
    public var findings: [Finding]
    /// By the rank of the rule in `RuleCatalogue.all`.
    public var outcomes: [RuleOutcome]
  }

  /// Judges `run`.
  /// - Parameter releasePath: the release path of a file of the listing.
  /// - Complexity: O(values of the run).
  public func judge(_ run: RawRun, releasePath: (Int) -> String) -> Judgement {
    withoutActuallyEscaping(releasePath) { releasePath in
      let subject = settle(run, releasePath)
      var report = RuleReport(subject)
      weighProblems(subject, &report)
      for index in active.indices {
        report.begin(active[index].rank, active[index].severity)
        active[index].rule.check(subject, &report)
        tellProblems(RuleCatalogue.all[active[index].rank].code, of: run, &report)
      }
      return Judgement(
        verdict: verdict(on: subject, report.findings), findings: report.findings, outcomes: report.outcomes)
    }
  }

  /// Tells what the reader found by the rule that speaks: some facts of a source reach no further than its reader.
  private func tellProblems(_ code: RuleCode, of run: RawRun, _ report: inout RuleReport) {
    for problem in run.problems where problem.code == code && !problem.isOfComparison {
      report.ran()
      report.found(
        at: problem.place, severity: problem.severity, problem.message, expected: problem.expected, hint: problem.hint)
    }
  }

  private func settle(_ run: RawRun, _ releasePath: @escaping (Int) -> String) -> Subject {
    var entry: ArchitectureCatalogue.Entry?
    var problem: EncodingError?
    let recorded =
      run.architectures.first { $0.place.pointer != nil } ?? run.architectures.last { !$0.place.isPath }
      ?? run.architectures.first
    if let recorded {
      do throws(EncodingError) { entry = try catalogue.entry(for: recorded.value) } catch { problem = error }
    }
    var task: Int?
    if let name = run.tasks.first?.value, run.tasks.allSatisfy({ $0.value == name }) { task = plan.taskIndex(of: name) }
    let isAscending = run.epochs.indices.dropFirst().allSatisfy { run.epochs[$0 - 1] <= run.epochs[$0] }
    return Subject(
      run: run, releasePath: releasePath, pointer: pointer, plan: plan, catalogue: catalogue, architecture: entry,
      encodingError: problem, task: task, budget: task.flatMap { plan.tasks[$0].epochs } ?? run.budget?.value,
      epochs: isAscending ? run.epochs : run.epochs.sorted())
  }

  private func begin(_ rule: RuleDefinition, _ report: inout RuleReport) {
    let rank = RuleCatalogue.rank(rule.code)
    report.begin(rank, severities[rank])
  }

  private func begin(_ rank: Int, _ report: inout RuleReport) { report.begin(rank, severities[rank]) }

  /// Gives severities to what the reader found, and tallies the rules that a reader carries out.
  private func weighProblems(_ subject: Subject, _ report: inout RuleReport) {
    let problems = subject.run.problems
    let isUnread = !subject.hasRecord && problems.contains { $0.code == "READ-01" || $0.code == "READ-02" }
    for rank in RuleCatalogue.readingRanks where severities[rank] != nil {
      begin(rank, &report)
      if isUnread, !problems.contains(where: { $0.code == RuleCatalogue.all[rank].code }) {
        report.notApplicable("the record could not be read")
      } else {
        report.ran()
      }
    }
    for rank in RuleCatalogue.joiningRanks where severities[rank] != nil {
      begin(rank, &report)
      report.ran()
    }
    if subject.hasRecord, subject.run.budget == nil, let task = subject.taskPlan, task.epochs == nil,
      !problems.contains(where: { $0.code == "SRC-03" || $0.code == "SRC-04" })
    {
      begin(BothSourcesRule.definition, &report)
      report.found(
        severity: .error, "no source states the epoch budget '\(budgetKey)'",
        expected: "'\(budgetKey)' in the record or in its text log",
        hint: "restore the source that states it, or pin the epochs of '\(task.name)' in the pipeline file")
    }
    let comparing = RuleCatalogue.comparingRank
    if severities[comparing] != nil {
      begin(comparing, &report)
      if (subject.run.epochsCompared ?? 0) > 0 {
        report.ran()
      } else {
        report.notApplicable("there are not both a record and a text log with an epoch in common")
      }
    }
    for problem in problems {
      guard problem.isOfComparison || RuleCatalogue.told.contains(problem.code),
        let rule = RuleCatalogue.rule(problem.code.rawValue)
      else { continue }
      begin(rule, &report)
      report.found(
        at: problem.place, severity: severity(of: problem, subject), problem.message, expected: problem.expected,
        hint: problem.hint)
    }
  }

  /// A missing text log is an error where the epoch budget must come from it.
  private func severity(of problem: Problem, _ subject: Subject) -> Severity? {
    if let severity = problem.severity { return severity }
    guard problem.code == "SRC-03", let task = subject.taskPlan, task.epochs == nil else { return nil }
    return .error
  }

  private func verdict(on subject: Subject, _ findings: [Finding]) -> Verdict {
    var codes: [RuleCode] = []
    for finding in findings where finding.severity == .error && !codes.contains(finding.code) {
      codes.append(finding.code)
    }
    let run = subject.run
    let settled = settled(subject)
    guard codes.isEmpty, let settled else {
      codes.sort { RuleCatalogue.rank($0) < RuleCatalogue.rank($1) }
      if codes.isEmpty { codes = [subject.hasRecord ? "PATH-01" : "SRC-03"] }
      return .rejected(
        RejectedRun(
          space: subject.architecture?.description.space, encoding: subject.encoding, task: subject.taskName,
          seed: subject.seed, codes: codes, sources: run.sources, run: settled))
    }
    return .valid(settled)
  }

  /// The run with its identity; nil where its sources do not tell that.
  private func settled(_ subject: Subject) -> ValidRun? {
    let run = subject.run
    guard let architecture = subject.architecture, let task = subject.task, let budget = subject.budget,
      let curve = run.curve
    else { return nil }
    return ValidRun(
      space: architecture.space, encoding: architecture.description.encoding, task: task, budget: budget,
      seed: subject.seed, repetition: run.repetition, status: run.status?.value ?? "", curve: curve.compacted,
      loggedParams: run.loggedParams?.value, inferenceTime: run.inferenceTime, values: run.values,
      origins: run.origins, info: run.info, sources: run.sources, log: run.log)
  }
}
