/// A layout of files whose runs were read from other files, which are not at hand: a quarantine.
public protocol CarryingLayout: SelfDescribingLayout {
  /// The runs of the file that was recognized.
  var carried: [CarriedRun] { get }
}

/// A run that a file tells with all that its own sources said.
public struct CarriedRun: Sendable {
  /// Files are indices into `files`, or `tellingFile`.
  public var evidence: Evidence
  /// The files behind the run.
  public var files: [SourceFile]
  /// The rules that kept the run out; the first is the reason.
  public var codes: [RuleCode]
  /// Whether somebody changed the raw record, or the run as it was read, since it was kept out.
  public var hasEditedRecord: Bool
  public var hasEditedReading: Bool
  /// From 1, in the file that tells the run.
  public var line: Int

  public init(
    evidence: Evidence, files: [SourceFile], codes: [RuleCode], hasEditedRecord: Bool, hasEditedReading: Bool, line: Int
  ) {
    self.evidence = evidence
    self.files = files
    self.codes = codes
    self.hasEditedRecord = hasEditedRecord
    self.hasEditedReading = hasEditedReading
    self.line = line
  }

  /// The number that stands for the file that tells the run itself.
  public static let tellingFile = -1
}
