public import Core

/// What a validation found.
public struct ValidationReport: Sendable {
  /// The name of the pipeline whose rules ran, nil where only structural rules could.
  public var pipeline: String?
  /// Why that pipeline, for people.
  public var reason: String
  /// What each input is: path as the user gave it, and words for people.
  public var formats: [Attribute] = []
  /// `released` counts the runs that are valid.
  public var counts: RunCounts
  /// In the order of the catalogue, with the severities in force.
  public var rules: [RuleDefinition]
  public var tallies: [RuleCode: RuleTally]
  /// Sorted by path, line, pointer, code and message.
  public var findings: [Finding]
  /// How the runs compare with a release, nil where none was given.
  public var comparison: ReleaseComparison?

  public init(
    pipeline: String?, reason: String, counts: RunCounts, rules: [RuleDefinition], tallies: [RuleCode: RuleTally],
    findings: [Finding]
  ) {
    self.pipeline = pipeline
    self.reason = reason
    self.counts = counts
    self.rules = rules
    self.tallies = tallies
    self.findings = findings
  }

  /// Release paths of the files of the inputs that the pipeline does not read, sorted.
  public var unrecognized: [String] = []

  /// Whether nothing could be read of any input, all of which are single files: they are refused, not judged.
  public var isRefused = false

  /// Whether nothing is wrong: no finding is an error.
  public var isValid: Bool { !findings.contains { $0.severity == .error } }

  /// The number of findings of one severity.
  public func count(of severity: Severity) -> Int { findings.count { $0.severity == severity } }
}
