/// A run that passed validation, with its identity settled.
public struct ValidRun: Sendable {
  /// Index into `BuildPlan.spaces`.
  public var space: Int
  /// Normalized.
  public var encoding: String
  /// Index into `BuildPlan.tasks`.
  public var task: Int
  /// Epochs.
  public var budget: Int
  public var seed: Int?
  /// The ordinal of a seedless repeat, where the layout declares such.
  public var repetition: Int?
  public var status: String
  public var curve: Curve
  public var loggedParams: Int?
  public var inferenceTime: Double?
  /// In the order of `TaskSchema.values`, or empty.
  public var values: [Double]
  public var origins: [Origin]
  public var info: [Attribute]
  /// Files are indices into the listing of the build.
  public var sources: [SourceReference]
  /// The text log with the configuration, nil without one.
  public var log: Int?

  public init(
    space: Int, encoding: String, task: Int, budget: Int, seed: Int?, repetition: Int?, status: String, curve: Curve,
    loggedParams: Int?, inferenceTime: Double?, values: [Double] = [], origins: [Origin] = [], info: [Attribute],
    sources: [SourceReference], log: Int? = nil
  ) {
    self.values = values
    self.origins = origins
    self.log = log
    self.space = space
    self.encoding = encoding
    self.task = task
    self.budget = budget
    self.seed = seed
    self.repetition = repetition
    self.status = status
    self.curve = curve
    self.loggedParams = loggedParams
    self.inferenceTime = inferenceTime
    self.info = info
    self.sources = sources
  }
}

/// A run that was kept out, with its reasons.
public struct RejectedRun: Sendable {
  public var space: SpaceID?
  public var encoding: String?
  public var task: TaskName?
  public var seed: Int?
  /// The first is the reason.
  public var codes: [RuleCode]
  /// Files are indices into the listing of the build.
  public var sources: [SourceReference]
  /// What its sources say of it, nil where it has to be read again.
  public var evidence: Evidence?
  /// The run as far as it could be settled, so that it can be compared with others; nil where it could not.
  public var run: ValidRun?
  /// What comparing it with others told, which its sources alone do not.
  public var remarks: [Problem] = []

  public init(
    space: SpaceID?, encoding: String?, task: TaskName?, seed: Int?, codes: [RuleCode], sources: [SourceReference],
    evidence: Evidence? = nil, run: ValidRun? = nil
  ) {
    self.evidence = evidence
    self.run = run
    self.space = space
    self.encoding = encoding
    self.task = task
    self.seed = seed
    self.codes = codes
    self.sources = sources
  }
}
