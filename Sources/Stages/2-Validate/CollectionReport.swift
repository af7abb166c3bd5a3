import Core

/// What the rules say of a set of runs.
struct CollectionReport: Sendable {
  let collection: RunCollection
  private(set) var findings: [Finding] = []
  /// By rank.
  private(set) var tallies: [Int: RuleTally] = [:]
  /// The ranks of the errors of a run, by its place.
  private(set) var errors: [Int: [Int]] = [:]
  /// What is said of suspects, by their place.
  private(set) var remarks: [Int: [Problem]] = [:]
  /// A run that repeats the beginning of another: the place of the other.
  private(set) var repeats: [Int: Int] = [:]
  private var rank = 0
  private var severity = Severity.info

  init(_ collection: RunCollection) { self.collection = collection }

  /// Rules by which one run may be at fault that the others, which are kept, show to be.
  private static let oneSided: Set<RuleCode> = [MetricRule.definition.code, CostAgreementRule.definition.code]

  /// Lets a rule speak.
  mutating func begin(_ rank: Int, _ severity: Severity) {
    self.rank = rank
    self.severity = severity
  }

  /// Adds what a rule behind those that have spoken says.
  mutating func add(_ other: CollectionReport) {
    findings += other.findings
    for (rank, tally) in other.tallies { tallies[rank, default: RuleTally()] += tally }
    for (place, ranks) in other.errors {
      errors[place, default: []] += ranks.filter { errors[place]?.contains($0) != true }
    }
    for (place, problems) in other.remarks { remarks[place, default: []] += problems }
    repeats.merge(other.repeats) { $1 }
  }

  /// The severity in force of the rule that speaks.
  var inForce: Severity { severity }

  /// Counts runs at which the rule could look.
  mutating func ran(_ runs: Int) { if runs > 0 { tallies[rank, default: RuleTally()].ran += runs } }

  mutating func notApplicable(_ why: String, _ runs: Int = 1) {
    if runs > 0 { tallies[rank, default: RuleTally()].count(why, runs) }
  }

  /// Adds a finding about the run at `place`, or about a task as a whole; an error rejects the run.
  mutating func found(
    of place: Int, atMost most: Severity = .error, isRejected: Bool = true, _ message: String,
    expected: String? = nil, hint: String
  ) {
    let run = collection.runs[place]
    let severity = min(self.severity, most)
    if severity == .error, isRejected, errors[place]?.contains(rank) != true {
      errors[place, default: []].append(rank)
    }
    let source = run.sources.first
    // A quarantine alone has not the runs with which these were compared.
    if let source, !collection.kept.contains(place) || Self.oneSided.contains(RuleCatalogue.all[rank].code) {
      var remark = Problem(
        RuleCatalogue.all[rank].code,
        at: Place(file: source.file, pointer: source.pointer.isEmpty ? nil : source.pointer), message,
        expected: expected, hint: hint, severity: severity)
      remark.isOfComparison = true
      remarks[place, default: []].append(remark)
    }
    add(
      Finding(
        RuleCatalogue.all[rank].code, severity, path: source.map { collection.releasePath($0.file) } ?? "",
        pointer: source.flatMap { $0.pointer.isEmpty ? nil : $0.pointer }, space: collection.plan.spaces[run.space].id,
        encoding: run.encoding, task: collection.plan.tasks[run.task].name, seed: run.seed, message: message,
        expected: expected, hint: hint))
  }

  /// Adds a finding about a run on `task` that is not there, at the place of one that is.
  mutating func missing(task: Int, besides place: Int, _ message: String, hint: String) {
    let run = collection.runs[place]
    add(
      Finding(
        RuleCatalogue.all[rank].code, severity, path: run.sources.first.map { collection.releasePath($0.file) } ?? "",
        pointer: run.sources.first.flatMap { $0.pointer.isEmpty ? nil : $0.pointer },
        space: collection.plan.spaces[run.space].id, encoding: run.encoding, task: collection.plan.tasks[task].name,
        seed: run.seed, message: message, expected: "a run on each task", hint: hint))
  }

  /// Adds a finding about the release as a whole.
  mutating func found(
    atMost most: Severity = .error, space: Int? = nil, task: Int? = nil, _ message: String, expected: String? = nil,
    hint: String
  ) {
    add(
      Finding(
        RuleCatalogue.all[rank].code, min(severity, most), path: "", space: space.map { collection.plan.spaces[$0].id },
        task: task.map { collection.plan.tasks[$0].name }, message: message, expected: expected, hint: hint))
  }

  /// Notes that the run at `place` merely repeats the beginning of that at `other`.
  mutating func repeats(_ place: Int, _ other: Int) { repeats[place] = other }

  private mutating func add(_ finding: Finding) {
    tallies[rank, default: RuleTally()].findings += 1
    findings.append(finding)
  }
}
