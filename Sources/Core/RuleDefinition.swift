/// A validation rule as the catalogue shows it.
public struct RuleDefinition: Sendable, Hashable {
  public var code: RuleCode
  /// The severity unless a pipeline file says otherwise; nil for a rule that is off by default.
  public var severity: Severity?
  /// What must hold, in one line.
  public var title: String
  /// What a pipeline file can set beside the severity.
  public var thresholds: [RuleThreshold]
  public var documentation: RuleDocumentation

  public init(
    _ code: RuleCode, _ severity: Severity?, _ title: String, thresholds: [RuleThreshold] = [],
    _ documentation: RuleDocumentation = RuleDocumentation()
  ) {
    self.code = code
    self.severity = severity
    self.title = title
    self.thresholds = thresholds
    self.documentation = documentation
  }
}
