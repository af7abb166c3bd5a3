/// A validation rule as the catalogue shows it.
public struct RuleDefinition: Sendable, Hashable {
  public var code: RuleCode
  /// The severity unless a pipeline file says otherwise; nil for a rule that is off by default.
  public var severity: Severity?
  /// What must hold, in one line.
  public var title: String

  public init(_ code: RuleCode, _ severity: Severity?, _ title: String) {
    self.code = code
    self.severity = severity
    self.title = title
  }
}

/// What a rule did with one run.
public struct RuleOutcome: Sendable, Hashable {
  public var hasRun = false
  /// Why the rule could not run, nil where it ran or was switched off.
  public var obstacle: String?
  public var findings = 0

  public init() {}
}

/// How often a rule ran, could not run, and found something.
public struct RuleTally: Sendable, Hashable {
  public var ran = 0
  public var notApplicable = 0
  public var findings = 0
  /// Why the rule could not run.
  public var reasons: Set<String> = []

  public init() {}

  /// Counts one run.
  public mutating func count(_ outcome: RuleOutcome) {
    findings += outcome.findings
    if outcome.hasRun { ran += 1 }
    guard let obstacle = outcome.obstacle else { return }
    notApplicable += 1
    if !reasons.contains(obstacle) { reasons.insert(obstacle) }
  }

  public static func += (left: inout RuleTally, right: RuleTally) {
    left.ran += right.ran
    left.notApplicable += right.notApplicable
    left.findings += right.findings
    left.reasons.formUnion(right.reasons)
  }
}
