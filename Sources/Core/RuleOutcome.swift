/// What a rule did with one run.
public struct RuleOutcome: Sendable, Hashable {
  public var hasRun = false
  /// Why the rule could not run, nil where it ran or was switched off.
  public var obstacle: String?
  public var findings = 0

  public init() {}
}
