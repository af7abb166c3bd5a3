public import Core

/// Where the values of one architecture come from, and where it stands.
public struct ReleaseExplanation: Sendable {
  /// What the release says of itself: title, version, pipeline.
  public var release: [Attribute]
  public var description: ArchitectureDescription
  /// Whether the release has a run of it.
  public var isReleased: Bool
  public var classes: [ClassEntry]
  public var averageRank: Double?
  public var standings: [Standing]
  /// Records of it that were kept out.
  public var rejections: [StoredRejection]
  /// Whether the file can tell of sources and findings.
  public var tellsProvenance: Bool
  /// Whether the release can tell of records that were kept out.
  public var tellsRejections: Bool
  public var task: TaskEntry?
  public var value: ValueEntry?

  /// A class of the architecture.
  public struct ClassEntry: Sendable {
    public var kind: EquivalenceKind
    public var id: String
    /// Released architectures in it, nil where the file does not tell at once.
    public var members: Int?
  }

  /// Where the architecture stands on one task.
  public struct Standing: Sendable {
    public var task: TaskName
    public var metric: MetricDefinition
    public var budget: Int
    public var rule: EpochRule
    /// Mean over `count` seeds.
    public var value: Double?
    public var count: Int
    public var epoch: Int?
    /// From 1, the better place where several share it, and of how many.
    public var rank: Int?
    public var total: Int
    public var isReleased: Bool
  }

  /// The runs of one task.
  public struct TaskEntry: Sendable {
    public var name: TaskName
    public var runs: [RunEntry]
  }

  /// A run with where it comes from.
  public struct RunEntry: Sendable {
    public var run: StoredRun
    public var status: String
    public var bestEpoch: Int?
    public var sources: [StoredSource]
    public var findings: [StoredFinding]
  }

  /// The value of one metric.
  public struct ValueEntry: Sendable {
    public var metric: MetricDefinition
    public var note: StoredNote?
    public var rule: EpochRule
    /// Whether the metric is the one that ranks, so that its score is a column of the release.
    public var scoreNote: StoredNote?
    /// Mean over runs of the value at the epoch that the rule reads.
    public var value: Double?
    public var runs: [RunValue]
  }

  /// The values of a metric in one run.
  public struct RunValue: Sendable {
    public var run: StoredRun
    public var epoch: Int?
    public var value: Double?
    /// At every epoch; `Curve.absent` where not measured.
    public var curve: [Double]
  }
}
