public import Core

/// One run of a release, as one of the release lines tells it.
public struct ReleaseLine: Sendable, Hashable {
  public var space: SpaceID
  public var encoding: String
  public var task: TaskName
  /// Epochs.
  public var budget: Int
  public var seed: Int?
  public var repetition: Int?
  /// As the source names it: `finished`.
  public var status: String
  /// Those of a split first.
  public var columns: ReleaseColumns
  /// Seconds per forward pass, as logged.
  public var inferenceTime: Double?
  /// Trainable parameters, as logged.
  public var params: Int?
  /// Numbers of the run as a whole beside these two, in order.
  public var values: [ReleaseValue]
  /// Facts beside the numbers (start, end, software, hardware), in order; none where the artifact holds none.
  public var info: [Attribute]
  /// Primary source first; none where the artifact holds none.
  public var sources: [ReleaseSource]

  public init(
    space: SpaceID, encoding: String, task: TaskName, budget: Int, seed: Int?, repetition: Int?, status: String,
    columns: ReleaseColumns, inferenceTime: Double? = nil, params: Int? = nil, values: [ReleaseValue] = [],
    info: [Attribute] = [], sources: [ReleaseSource] = []
  ) {
    self.space = space
    self.encoding = encoding
    self.task = task
    self.budget = budget
    self.seed = seed
    self.repetition = repetition
    self.status = status
    self.columns = columns
    self.inferenceTime = inferenceTime
    self.params = params
    self.values = values
    self.info = info
    self.sources = sources
  }

  /// The number of epochs that the run lasted.
  public var epochs: Int { columns.epochs }

  public static func == (left: ReleaseLine, right: ReleaseLine) -> Bool {
    left.space == right.space && left.encoding == right.encoding && left.task == right.task
      && left.budget == right.budget && left.seed == right.seed && left.repetition == right.repetition
      && left.status == right.status && left.columns == right.columns && left.params == right.params
      && ReleaseValue.areSame(left.inferenceTime, right.inferenceTime) && left.values == right.values
      && left.info == right.info && left.sources == right.sources
  }
}
