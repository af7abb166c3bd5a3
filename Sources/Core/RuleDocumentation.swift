/// What a person who meets the code of a rule wants to know.
public struct RuleDocumentation: Sendable, Hashable {
  /// What is compared with what, and when the rule cannot run.
  public var checks: String
  /// The failure that the rule was earned from; empty for a rule that needs no reason.
  public var earnedFrom: String
  /// An input that passes.
  public var clean: String
  /// An input that fails, with what is said of it.
  public var failing: String
  /// Where the severity is another than the rule's.
  public var severities: String

  public init(
    checks: String = "", earnedFrom: String = "", clean: String = "", failing: String = "", severities: String = ""
  ) {
    self.checks = checks
    self.earnedFrom = earnedFrom
    self.clean = clean
    self.failing = failing
    self.severities = severities
  }
}
