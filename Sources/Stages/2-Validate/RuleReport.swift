import Core

/// What the rules say of one run.
struct RuleReport {
  private(set) var findings: [Finding] = []
  /// By the rank of the rule in the catalogue.
  private(set) var outcomes: [RuleOutcome]
  let subject: Subject
  /// The rule that speaks.
  private var rank = 0
  private var severity: Severity?

  init(_ subject: Subject) {
    self.subject = subject
    outcomes = RuleCatalogue.noOutcomes
  }

  /// Lets a rule speak.
  /// - Parameter severity: as it is in force, nil where the rule is switched off.
  mutating func begin(_ rank: Int, _ severity: Severity?) {
    self.rank = rank
    self.severity = severity
  }

  mutating func ran() { outcomes[rank].hasRun = true }

  /// Has no effect where the rule found something already.
  mutating func notApplicable(_ why: String) {
    if !outcomes[rank].hasRun { outcomes[rank].obstacle = why }
  }

  /// Tells what the reader found by the rule that speaks: some facts of a source reach no further than its reader.
  mutating func repeatProblems(of code: RuleCode) {
    for problem in subject.run.problems where problem.code == code && !problem.isOfComparison {
      ran()
      found(
        at: problem.place, severity: problem.severity, problem.message, expected: problem.expected,
        hint: problem.hint)
    }
  }

  /// Adds a finding at the rule's severity in force.
  /// - Parameters:
  ///   - severity: what the case itself demands instead.
  ///   - most: the highest severity that the case deserves.
  mutating func found(
    at place: Place? = nil, severity: Severity? = nil, atMost most: Severity = .error, _ message: String,
    expected: String? = nil, hint: String
  ) {
    guard let inForce = self.severity else { return }
    let place = place ?? subject.place
    outcomes[rank].findings += 1
    findings.append(
      Finding(
        RuleCatalogue.all[rank].code, severity ?? min(inForce, most), path: subject.releasePath(place.file),
        line: place.line, pointer: place.pointer, space: subject.architecture?.description.space,
        encoding: subject.encoding, task: subject.taskName, seed: subject.seed, message: message, expected: expected,
        hint: hint))
  }
}
