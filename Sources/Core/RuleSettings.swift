/// What a pipeline file sets of the rules; a rule or threshold that it does not name keeps its default.
public struct RuleSettings: Sendable, Hashable {
  /// Nil switches a rule off.
  public var severities: [RuleCode: Severity?]
  /// By the name of the threshold.
  public var thresholds: [RuleCode: [String: Double]]

  public init(severities: [RuleCode: Severity?] = [:], thresholds: [RuleCode: [String: Double]] = [:]) {
    self.severities = severities
    self.thresholds = thresholds
  }

  /// The severity in force, nil where the rule is off.
  public func severity(of rule: RuleDefinition) -> Severity? {
    if let set = severities[rule.code] { return set }
    return rule.severity
  }

  /// The value in force of the threshold `name`.
  /// - Precondition: `rule` has it.
  public func threshold(_ name: String, of rule: RuleDefinition) -> Double {
    if let set = thresholds[rule.code]?[name] { return set }
    guard let threshold = rule.thresholds.first(where: { $0.name == name }) else {
      preconditionFailure("\(rule.code) has no threshold '\(name)'")
    }
    return threshold.value
  }
}
