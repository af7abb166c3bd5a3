public import Core

/// Judges runs one by one: the second stage.
///
/// A run is judged by its own contents and the plan alone, so that any number of threads may share a validator.
public struct RunValidator: Sendable {
  private let plan: BuildPlan
  private let catalogue: ArchitectureCatalogue
  private let budgetKey: String

  /// - Parameter budgetKey: the configuration key that holds a run's own epoch budget, for messages.
  public init(plan: BuildPlan, catalogue: ArchitectureCatalogue, budgetKey: String) {
    self.plan = plan
    self.catalogue = catalogue
    self.budgetKey = budgetKey
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
      RuleCatalogue.pathRule.check(subject, &report)
      for rule in RuleCatalogue.runRules where report.severity(of: rule.definition) != nil {
        rule.check(subject, &report)
      }
      return Judgement(
        verdict: verdict(on: subject, report.findings), findings: report.findings, outcomes: report.outcomes)
    }
  }

  private func settle(_ run: RawRun, _ releasePath: @escaping (Int) -> String) -> Subject {
    var entry: ArchitectureCatalogue.Entry?
    var problem: EncodingError?
    let stated = run.architectures.last { !$0.place.isPath } ?? run.architectures.first
    let recorded = run.architectures.first { $0.place.pointer != nil } ?? stated
    if let recorded {
      do throws(EncodingError) { entry = try catalogue.entry(for: recorded.value) } catch { problem = error }
    }
    let names = Set(run.tasks.map(\.value))
    let task = names.count == 1 ? names.first.flatMap(plan.taskIndex) : nil
    return Subject(
      run: run, releasePath: releasePath, plan: plan, catalogue: catalogue, architecture: entry, encodingError: problem,
      task: task, budget: task.flatMap { plan.tasks[$0].epochs } ?? run.budget?.value)
  }

  /// Gives severities to what the reader found, and tallies the rules that a reader carries out.
  private func weighProblems(_ subject: Subject, _ report: inout RuleReport) {
    let codes = Set(subject.run.problems.map(\.code))
    let unread = codes.contains("READ-01") || codes.contains("READ-02")
    for rule in RuleCatalogue.reading {
      if unread && !codes.contains(rule.code) && !subject.hasRecord {
        report.notApplicable(rule, "the record could not be read")
      } else {
        report.ran(rule)
      }
    }
    for rule in RuleCatalogue.joining { report.ran(rule) }
    if subject.hasRecord, let task = subject.taskPlan, task.epochs == nil, subject.run.budget == nil,
      !codes.contains("SRC-03"), !codes.contains("SRC-04"), let rule = RuleCatalogue.joining.first
    {
      report.found(
        rule, severity: .error, "no text log states the epoch budget '\(budgetKey)'",
        expected: "a text log with '\(budgetKey)'",
        hint: "restore the text log, or pin the epochs of '\(task.name)' in the pipeline file")
    }
    if (subject.run.epochsCompared ?? 0) > 0 {
      report.ran(RuleCatalogue.crossCheck)
    } else {
      report.notApplicable(
        RuleCatalogue.crossCheck, "there are not both a record and a text log with an epoch in common")
    }
    let definitions = RuleCatalogue.reading + RuleCatalogue.joining + [RuleCatalogue.crossCheck]
    for problem in subject.run.problems {
      guard let rule = definitions.first(where: { $0.code == problem.code }) else { continue }
      report.found(
        rule, at: problem.place, severity: severity(of: problem, rule, subject, report), problem.message,
        expected: problem.expected, hint: problem.hint)
    }
  }

  /// A missing text log is an error where the epoch budget must come from it.
  private func severity(
    of problem: Problem, _ rule: RuleDefinition, _ subject: Subject, _ report: RuleReport
  ) -> Severity? {
    if let severity = problem.severity { return severity }
    guard rule.code == "SRC-03", let task = subject.taskPlan, task.epochs == nil else { return nil }
    return .error
  }

  private func verdict(on subject: Subject, _ findings: [Finding]) -> Verdict {
    var codes: [RuleCode] = []
    for finding in findings where finding.severity == .error && !codes.contains(finding.code) {
      codes.append(finding.code)
    }
    let run = subject.run
    guard codes.isEmpty, let architecture = subject.architecture, let task = subject.task, let budget = subject.budget,
      let curve = run.curve
    else {
      codes.sort { RuleCatalogue.rank($0) < RuleCatalogue.rank($1) }
      if codes.isEmpty { codes = [subject.hasRecord ? "PATH-01" : "SRC-03"] }
      return .rejected(
        RejectedRun(
          space: subject.architecture?.description.space, encoding: subject.encoding, task: subject.taskName,
          seed: subject.seed, codes: codes, sources: run.sources))
    }
    return .valid(
      ValidRun(
        space: architecture.space, encoding: architecture.description.encoding, task: task, budget: budget,
        seed: subject.seed, repetition: run.repetition, status: run.status?.value ?? "", curve: curve,
        loggedParams: run.loggedParams?.value, inferenceTime: run.inferenceTime, values: run.values,
        origins: run.origins, info: run.info, sources: run.sources, log: run.log))
  }
}
