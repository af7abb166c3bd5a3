public import Core

/// What a build knows beside the release itself: everything that the manifest and the lists beside the artifacts say.
public struct BuildRecord: Sendable {
  public var release: Release
  /// Every file below the inputs, sorted by release path.
  public var inputs: [SourceFile]
  public var counts: RunCounts
  /// Runs kept out, by the rule that is their reason.
  public var reasons: [RuleCode: Int]
  public var tallies: [RuleCode: RuleTally]
  /// Rules in the order of the catalogue, with the severities in force.
  public var rules: [RuleDefinition]
  public var completeness: [SpaceCompleteness]
  public var pipelineSHA256: String
  public var cellarVersion: String
  /// Names and versions of the libraries on which bytes depend.
  public var libraries: [Attribute]
  /// What the authors say of the data, nil where the pipeline says nothing.
  public var card: DatasetCard?
  public var authors: [Author] = []
  /// What is new against an earlier release, nil where none was named.
  public var changes: ReleaseChanges?

  public init(
    release: Release, inputs: [SourceFile], counts: RunCounts, reasons: [RuleCode: Int],
    tallies: [RuleCode: RuleTally], rules: [RuleDefinition], completeness: [SpaceCompleteness], pipelineSHA256: String,
    cellarVersion: String, libraries: [Attribute]
  ) {
    self.release = release
    self.inputs = inputs
    self.counts = counts
    self.reasons = reasons
    self.tallies = tallies
    self.rules = rules
    self.completeness = completeness
    self.pipelineSHA256 = pipelineSHA256
    self.cellarVersion = cellarVersion
    self.libraries = libraries
  }
}
