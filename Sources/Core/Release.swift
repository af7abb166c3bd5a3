/// A whole release, ready to be written: what each artifact holds, in the order in which it holds it.
public struct Release: Sendable {
  /// The stem of the file names.
  public var name: String
  public var version: String
  /// What is said of the release as a whole (title, version, schema_version, pipeline, licence, …), in order.
  public var metadata: [Attribute]
  public var spaces: [ReleasedSpace]
  /// The files behind the runs and findings, sorted by release path.
  public var sources: [SourceFile]
  /// Sorted by path, line, pointer, code and message.
  public var findings: [Finding]
  public var quarantine: [QuarantinedRun]
  /// Nil where nothing asks for them.
  public var statistics: ReleaseStatistics?

  public init(
    name: String, version: String, metadata: [Attribute], spaces: [ReleasedSpace], sources: [SourceFile],
    findings: [Finding], quarantine: [QuarantinedRun]
  ) {
    self.name = name
    self.version = version
    self.metadata = metadata
    self.spaces = spaces
    self.sources = sources
    self.findings = findings
    self.quarantine = quarantine
  }
}

extension Release {
  /// The number of runs in all spaces.
  public var runCount: Int { spaces.reduce(0) { $0 + $1.runCount } }
}

extension ReleasedSpace {
  /// The number of runs on all tasks.
  public var runCount: Int { tasks.reduce(0) { $0 + $1.groups.reduce(0) { $0 + $1.runs.count } } }
}

/// A named text.
public struct Attribute: Sendable, Hashable {
  public var key: String
  public var value: String

  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

/// The part of a release that belongs to one search space.
public struct ReleasedSpace: Sendable {
  public var id: SpaceID
  public var title: String
  /// The number of architectures of the space, decimal digits.
  public var size: String
  /// The key under which the benchmark's own API files the space (`micro`), or the id.
  public var apiName: String
  /// Architectures with at least one released run, sorted by encoding.
  public var architectures: [ReleasedArchitecture]
  /// In the order of the pipeline; tasks without a released run in this space are left out.
  public var tasks: [ReleasedTask]

  public init(
    id: SpaceID, title: String, size: String, apiName: String, architectures: [ReleasedArchitecture],
    tasks: [ReleasedTask]
  ) {
    self.id = id
    self.title = title
    self.size = size
    self.apiName = apiName
    self.architectures = architectures
    self.tasks = tasks
  }
}

/// One architecture of a release.
public struct ReleasedArchitecture: Sendable {
  public var description: ArchitectureDescription
  /// Mean over the tasks of the rank by score (1 is best, ties share their mean), nil unless every task is present.
  public var averageRank: Double?
  /// The number of tasks of the pipeline in which the architecture has a rank.
  public var tasksRanked: Int

  public init(description: ArchitectureDescription, averageRank: Double?, tasksRanked: Int) {
    self.description = description
    self.averageRank = averageRank
    self.tasksRanked = tasksRanked
  }
  public var encoding: String { description.encoding }
}

/// One task of a release.
public struct ReleasedTask: Sendable {
  public var schema: TaskSchema
  /// The metric that ranks architectures, on validation.
  public var scoreMetric: MetricName
  /// One group per epoch budget, ascending.
  public var groups: [BudgetGroup]

  public init(schema: TaskSchema, scoreMetric: MetricName, groups: [BudgetGroup]) {
    self.schema = schema
    self.scoreMetric = scoreMetric
    self.groups = groups
  }
  public var name: TaskName { schema.name }
  /// Whether the benchmark publishes no validation score, so that architectures are ranked by their final test score.
  public var isRankedOnTest: Bool { schema.metrics.first { $0.name == scoreMetric }?.split == .test }
}

/// All runs of one task with one epoch budget.
public struct BudgetGroup: Sendable {
  /// Epochs.
  public var budget: Int
  /// Sorted by encoding, seed (absent last), repeat.
  public var runs: [ReleasedRun]
  /// Sorted by architecture, rule and split.
  public var scores: [Score]
  /// The spread within classes by epoch rule and split; empty where no class has two distinct results.
  public var noise: [NoiseEstimate]

  public init(budget: Int, runs: [ReleasedRun], scores: [Score], noise: [NoiseEstimate]) {
    self.budget = budget
    self.runs = runs
    self.scores = scores
    self.noise = noise
  }
}

/// One training run of a release.
public struct ReleasedRun: Sendable {
  /// Index into `ReleasedSpace.architectures`.
  public var architecture: Int
  public var seed: Int?
  public var repetition: Int?
  /// As the source names it: `finished`.
  public var status: String
  /// The metrics of the task's schema, in its order.
  public var curve: Curve
  /// Trainable parameters as the source logs them.
  public var loggedParams: Int?
  /// Seconds per forward pass as the source logs them.
  public var inferenceTime: Double?
  /// In the order of `TaskSchema.values`, absent ones as `Curve.absent`; empty where the run has none.
  public var values: [Double]
  /// Where the run came from before it stood in its source, where the source tells.
  public var origins: [Origin]
  /// Seconds from the start to the end of the last epoch.
  public var totalTime: Double?
  /// Facts beside the numbers (start, end, software, hardware), in order.
  public var info: [Attribute]
  /// Primary source first.
  public var sources: [SourceReference]
  /// The epoch that `best_valid` selects, nil where no validation value is finite.
  public var bestEpoch: Int?

  public init(
    architecture: Int, seed: Int?, repetition: Int?, status: String, curve: Curve, loggedParams: Int?,
    inferenceTime: Double?, values: [Double] = [], origins: [Origin] = [], totalTime: Double?, info: [Attribute],
    sources: [SourceReference], bestEpoch: Int?
  ) {
    self.values = values
    self.origins = origins
    self.architecture = architecture
    self.seed = seed
    self.repetition = repetition
    self.status = status
    self.curve = curve
    self.loggedParams = loggedParams
    self.inferenceTime = inferenceTime
    self.totalTime = totalTime
    self.info = info
    self.sources = sources
    self.bestEpoch = bestEpoch
  }
}

/// Which epoch of a run is read.
public enum EpochRule: String, Sendable, Hashable, CaseIterable {
  /// The last epoch.
  case final
  /// The earliest epoch with the best finite validation value of the ranking metric.
  case bestValid = "best_valid"
}

/// The score of one architecture on one task, and where it stands among all of the space.
public struct Score: Sendable, Hashable {
  /// Index into `ReleasedSpace.architectures`.
  public var architecture: Int
  public var rule: EpochRule
  public var split: Split
  /// The number of distinct seeds behind `value`.
  public var count: Int
  /// Mean over seeds, in the unit of the metric; nil where none is finite.
  public var value: Double?
  /// The epoch that was read where all seeds agree on it, else nil.
  public var epoch: Int?
  public var minmaxP: Double?
  public var rank01: Double?
  public var zscore: Double?
  public var normalizedRegret: Double?

  public init(
    architecture: Int, rule: EpochRule, split: Split, count: Int, value: Double?, epoch: Int?, minmaxP: Double? = nil,
    rank01: Double? = nil, zscore: Double? = nil, normalizedRegret: Double? = nil
  ) {
    self.architecture = architecture
    self.rule = rule
    self.split = split
    self.count = count
    self.value = value
    self.epoch = epoch
    self.minmaxP = minmaxP
    self.rank01 = rank01
    self.zscore = zscore
    self.normalizedRegret = normalizedRegret
  }
}

/// Pooled standard deviation over distinct results within equivalence classes.
public struct NoiseEstimate: Sendable, Hashable {
  public var rule: EpochRule
  public var split: Split
  public var kind: EquivalenceKind
  /// In the unit of the metric: sqrt(SS / degreesOfFreedom).
  public var standardDeviation: Double
  public var degreesOfFreedom: Int
  /// Bit-identical results of one effective network and seed, which are no replicates.
  public var copies: Int

  public init(
    rule: EpochRule, split: Split, kind: EquivalenceKind, standardDeviation: Double, degreesOfFreedom: Int, copies: Int
  ) {
    self.rule = rule
    self.split = split
    self.kind = kind
    self.standardDeviation = standardDeviation
    self.degreesOfFreedom = degreesOfFreedom
    self.copies = copies
  }
}

/// A run that was kept out of the release, with its reasons.
public struct QuarantinedRun: Sendable {
  public var space: SpaceID?
  public var encoding: String?
  public var task: TaskName?
  public var seed: Int?
  /// The first is the reason; all errors that applied follow.
  public var codes: [RuleCode]
  public var sources: [SourceReference]
  /// The raw record as far as it was parsable: one strict JSON value, `null` where nothing was.
  public var record: String
  /// The run as it was read, so that it can be judged again without its sources; files are indices into
  /// `Release.sources`. Nil where that is not known.
  public var evidence: Evidence?

  public init(
    space: SpaceID?, encoding: String?, task: TaskName?, seed: Int?, codes: [RuleCode], sources: [SourceReference],
    record: String, evidence: Evidence? = nil
  ) {
    self.evidence = evidence
    self.space = space
    self.encoding = encoding
    self.task = task
    self.seed = seed
    self.codes = codes
    self.sources = sources
    self.record = record
  }
}
