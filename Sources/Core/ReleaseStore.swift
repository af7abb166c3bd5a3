/// A release that is read in parts: what a question needs, and no more.
///
/// Architectures, tasks and runs go by the numbers that the store gives them. One thread. What is asked for may fail at
/// any time, since the file is read then; the errors are those of its format.
public protocol ReleaseStore: AnyObject {
  /// The file.
  var path: String { get }
  /// What is said of the release as a whole, in the order of the file.
  var metadata: [Attribute] { get }
  /// The spaces, in the order of the release.
  var spaces: [SpaceID] { get }
  /// The tasks of all spaces, in the order of the release; a task goes by its place.
  var tasks: [StoredTask] { get }

  /// The epoch budgets of a task, ascending.
  func budgets(of task: Int) throws -> [Int]

  /// The architectures of a space, sorted by encoding.
  /// - Parameter encodings: Those wanted, normalized; nil for all.
  func architectures(of space: SpaceID, among encodings: [String]?) throws -> [StoredArchitecture]

  /// The class of each architecture of `space`; nothing where it has no such classes.
  func classes(_ kind: EquivalenceKind, of space: SpaceID) throws -> [Int: String]

  /// The runs of a task at one budget, sorted by encoding, seed (absent last) and repeat.
  /// - Parameter architectures: The numbers of those wanted; nil for all.
  func runs(of task: Int, budget: Int, among architectures: [Int]?) throws -> [StoredRun]

  /// The status of each run, as its source names it: `finished`.
  func statuses(of task: Int, _ runs: [StoredRun]) throws -> [String]

  /// The epoch of each run that is best on validation, nil where none is.
  func bestEpochs(of task: Int, _ runs: [StoredRun]) throws -> [Int?]

  /// The value of each of `metrics`, places in the schema, in each run at one epoch of it.
  /// - Parameter epochs: Of each run; nil gives absent values.
  /// - Returns: For each run the values; `Curve.absent` where there is none.
  func values(of metrics: [Int], task: Int, _ runs: [StoredRun], at epochs: [Int?]) throws -> [[Double]]

  /// The values of `metrics`, places in the schema, in one run at every epoch.
  func curve(of metrics: [Int], task: Int, _ run: StoredRun) throws -> Curve

  /// A number of each run as a whole, one of `StoredTask.schema.values`; `Curve.absent` where there is none.
  func wholeValues(_ name: MetricName, task: Int, _ runs: [StoredRun]) throws -> [Double]

  /// Counts of the networks of one space.
  /// - Parameter architectures: Whose counts are wanted.
  /// - Returns: By number of the architecture; nothing where the release has no such count.
  func counts(_ count: StoredCount, of space: SpaceID, task: Int?, _ architectures: [StoredArchitecture]) throws
    -> [Int: Int]

  /// The names of the published conventions under which counts are stored, sorted.
  func counters(of space: SpaceID) throws -> [CounterName]

  /// Whether scores say where they stand among all of their space: `minmax_p`, `rank01`, `zscore`, `nregret`.
  var holdsStandings: Bool { get }

  /// What the release says of the score of each architecture, nil where the file holds no such scores.
  func scores(of task: Int, budget: Int, rule: EpochRule, split: Split) throws -> [Int: Score]?

  /// The mean rank of each architecture over all tasks, as far as it has all of them.
  func averageRanks(of space: SpaceID) throws -> [Int: Double]
}

/// A count of a network, as a release stores it.
public struct StoredCount: Sendable, Hashable {
  /// Whose count it is.
  public enum Scope: Sendable, Hashable {
    /// The figures that stand on the architecture itself: of the encoder at the first size listed, or of the network.
    case architecture
    /// The encoder, at the size at which the task's model sees an image.
    case encoderOfTask
    /// The whole model trained on the task.
    case model
    /// As the source of the run logged it.
    case logged
  }

  public var scope: Scope
  /// `params`, `params_live`, `macs`, `macs_live` or a published convention.
  public var counter: CounterName

  public init(_ scope: Scope, _ counter: CounterName) {
    self.scope = scope
    self.counter = counter
  }
}

/// A task of a stored release.
public struct StoredTask: Sendable, Hashable {
  public var space: SpaceID
  public var schema: TaskSchema
  /// The metric that ranks architectures.
  public var scoreMetric: MetricName

  public init(space: SpaceID, schema: TaskSchema, scoreMetric: MetricName) {
    self.space = space
    self.schema = schema
    self.scoreMetric = scoreMetric
  }

  public var name: TaskName { schema.name }
  /// Whether the benchmark publishes no validation score, so that architectures are ranked by their final test score.
  public var isRankedOnTest: Bool { schema.metrics.first { $0.name == scoreMetric }?.split == .test }
  /// The epoch rule and split by which architectures are ranked.
  public var ranking: (rule: EpochRule, split: Split) { isRankedOnTest ? (.final, .test) : (.bestValid, .valid) }
}

/// An architecture of a stored release.
public struct StoredArchitecture: Sendable, Hashable {
  public var number: Int
  public var encoding: String
  public var canonical: String
  public var isDisconnected: Bool

  public init(number: Int, encoding: String, canonical: String, isDisconnected: Bool) {
    self.number = number
    self.encoding = encoding
    self.canonical = canonical
    self.isDisconnected = isDisconnected
  }
}

/// A run of a stored release, without its curves.
public struct StoredRun: Sendable, Hashable {
  public var number: Int
  /// The number of its architecture.
  public var architecture: Int
  public var budget: Int
  public var seed: Int?
  public var repetition: Int?
  /// Epochs that it lasted.
  public var epochs: Int
  /// Seconds from the start to the end of the last epoch.
  public var totalTime: Double?
  /// Seconds per forward pass, as logged.
  public var inferenceTime: Double?

  public init(
    number: Int, architecture: Int, budget: Int, seed: Int?, repetition: Int?, epochs: Int, totalTime: Double?,
    inferenceTime: Double?
  ) {
    self.number = number
    self.architecture = architecture
    self.budget = budget
    self.seed = seed
    self.repetition = repetition
    self.epochs = epochs
    self.totalTime = totalTime
    self.inferenceTime = inferenceTime
  }
}
