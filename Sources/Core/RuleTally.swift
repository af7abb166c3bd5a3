/// How often a rule ran, could not run, and found something.
public struct RuleTally: Sendable, Hashable {
  public var ran = 0
  public var notApplicable = 0
  public var findings = 0
  /// Why the rule could not run.
  public var reasons: Set<String> = []
  /// The reason that was counted last: most runs of a source have the same.
  private var last: String?

  public init() {}

  /// Counts one run.
  public mutating func count(_ outcome: RuleOutcome) {
    findings += outcome.findings
    if outcome.hasRun { ran += 1 }
    guard let obstacle = outcome.obstacle else { return }
    count(obstacle, 1)
  }

  /// Counts runs to which the rule could not be applied.
  public mutating func count(_ obstacle: String, _ runs: Int) {
    notApplicable += runs
    if last == obstacle { return }
    last = obstacle
    reasons.insert(obstacle)
  }

  public static func += (left: inout RuleTally, right: RuleTally) {
    left.ran += right.ran
    left.notApplicable += right.notApplicable
    left.findings += right.findings
    left.reasons.formUnion(right.reasons)
  }

  public static func == (left: RuleTally, right: RuleTally) -> Bool {
    left.ran == right.ran && left.notApplicable == right.notApplicable && left.findings == right.findings
      && left.reasons == right.reasons
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ran)
    hasher.combine(notApplicable)
    hasher.combine(findings)
  }
}
