import Core

/// A rule about one run.
protocol RunRule: Sendable {
  var definition: RuleDefinition { get }
  /// Looks at `subject` and reports: found something, could not run, or is content.
  func check(_ subject: Subject, _ report: inout RuleReport)
}

/// A run under judgement, with what could be settled about it.
struct Subject {
  let run: RawRun
  /// Release path of a file of the listing.
  let releasePath: (Int) -> String
  let plan: BuildPlan
  let catalogue: ArchitectureCatalogue
  /// Set where the record names an architecture of the pipeline's spaces.
  let architecture: ArchitectureCatalogue.Entry?
  /// Why it does not.
  let encodingError: EncodingError?
  /// Index into `plan.tasks`, set where every source that names a task names a known one.
  let task: Int?
  /// The pinned number of epochs, else what the log says.
  let budget: Int?

  /// Where the record stands; the first source where there is none.
  var place: Place {
    run.status?.place.parent
      ?? run.sources.first.map { Place(file: $0.file, pointer: $0.pointer.isEmpty ? nil : $0.pointer) }
      ?? Place(file: 0)
  }
  /// Whether there is a parsed record to judge.
  var hasRecord: Bool { run.status != nil }
  var taskPlan: TaskPlan? { task.map { plan.tasks[$0] } }
  /// The encoding that the record states, else what directory or log say.
  var encoding: String? {
    architecture?.description.encoding ?? run.architectures.last { !$0.place.isPath }?.value
      ?? run.architectures.first?.value
  }
  /// The name of the task, known or not.
  var taskName: TaskName? { (taskPlan?.name) ?? run.tasks.first.map { TaskName($0.value) } }
  var seed: Int? { run.seeds.last?.value }
}

extension Place {
  /// The record that holds the member at `pointer`.
  var parent: Place {
    guard let pointer, let cut = pointer.lastIndex(of: "/") else { return self }
    return Place(file: file, line: line, pointer: String(pointer[..<cut]), isPath: isPath)
  }
}

/// What the rules say of one run.
struct RuleReport {
  private(set) var findings: [Finding] = []
  /// By the rank of the rule in the catalogue.
  private(set) var outcomes = [RuleOutcome](repeating: RuleOutcome(), count: RuleCatalogue.all.count)
  let subject: Subject
  private let settings: RuleSettings

  init(_ subject: Subject) {
    self.subject = subject
    self.settings = subject.plan.rules
  }

  /// The severity in force, nil where the rule is switched off.
  func severity(of rule: RuleDefinition) -> Severity? {
    if let set = settings.severities[rule.code] { return set }
    return rule.severity
  }

  mutating func ran(_ rule: RuleDefinition) { outcomes[RuleCatalogue.rank(rule.code)].hasRun = true }

  mutating func notApplicable(_ rule: RuleDefinition, _ why: String) {
    outcomes[RuleCatalogue.rank(rule.code)].obstacle = why
  }

  /// Adds a finding, at the rule's severity in force or at a lower or higher one that the case itself demands.
  mutating func found(
    _ rule: RuleDefinition, at place: Place? = nil, severity: Severity? = nil, _ message: String,
    expected: String? = nil, hint: String
  ) {
    guard let inForce = self.severity(of: rule) else { return }
    let place = place ?? subject.place
    outcomes[RuleCatalogue.rank(rule.code)].findings += 1
    findings.append(
      Finding(
        rule.code, severity ?? inForce, path: subject.releasePath(place.file), line: place.line,
        pointer: place.pointer, space: subject.architecture?.description.space, encoding: subject.encoding,
        task: subject.taskName, seed: subject.seed, message: message, expected: expected, hint: hint))
  }
}
