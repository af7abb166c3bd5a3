/// The part of the data on which a value was measured.
public enum Split: String, Sendable, Hashable {
  case train, valid, test
}

/// The unit of a column, spelled as in the artifacts; values keep the unit in which they were published.
public enum MeasurementUnit: String, Sendable, Hashable, CaseIterable {
  case count, fraction, hours, megabytes, millijoules, millions, milliseconds, minutes, none, percent, seconds
}

/// Whether more is better.
public enum Direction: String, Sendable, Hashable {
  case higher, lower, none
}

/// Where the values of a column come from.
public enum ProvenanceKind: String, Sendable, Hashable {
  case measured, derived, estimated
}

/// One column of the learning curves of a task, or one number of its runs as wholes.
public struct MetricDefinition: Sendable, Hashable {
  /// The release name.
  public var name: MetricName
  /// The name in the source, nil for a column that is derived from another.
  public var rawName: String?
  /// Nil for a column that belongs to no split, such as `time_elapsed`.
  public var split: Split?
  public var unit: MeasurementUnit
  public var direction: Direction
  /// The smallest and largest value that the metric can take, both inclusive; nil where unbounded.
  public var lower: Double?
  public var upper: Double?
  /// One line for a reader who has never seen the column.
  public var title: String
  /// How a derived column is computed, nil for a measured one.
  public var formula: String?
  /// Whether sources measure it at some epochs only, so that an absent value is no fault.
  public var isSparse: Bool

  public init(
    name: MetricName, rawName: String?, split: Split?, unit: MeasurementUnit, direction: Direction,
    lower: Double? = nil, upper: Double? = nil, title: String, formula: String? = nil, isSparse: Bool = false
  ) {
    self.name = name
    self.rawName = rawName
    self.split = split
    self.unit = unit
    self.direction = direction
    self.lower = lower
    self.upper = upper
    self.title = title
    self.formula = formula
    self.isSparse = isSparse
  }

  /// Whether the column may be used to choose an epoch or an architecture: a score or loss on validation, never on
  /// test.
  public var isSelectable: Bool { split == .valid && direction != .none }
  public var provenanceKind: ProvenanceKind { formula == nil ? .measured : .derived }
}

/// The columns of one task as one source logs them, in the order of the release.
public struct TaskSchema: Sendable, Hashable {
  public var name: TaskName
  public var metrics: [MetricDefinition]
  /// Numbers of a run as a whole, beside logged parameters and inference time, which every task may have.
  public var values: [MetricDefinition]

  public init(name: TaskName, metrics: [MetricDefinition], values: [MetricDefinition] = []) {
    self.name = name
    self.metrics = metrics
    self.values = values
  }

  /// The place of `metric` in `metrics`.
  public func index(of metric: MetricName) -> Int? { metrics.firstIndex { $0.name == metric } }

  /// The column that holds the same quantity as `metric` on another split: `test_top1` for `valid_top1`.
  public func counterpart(of metric: MetricName, on split: Split) -> Int? {
    guard let definition = metrics.first(where: { $0.name == metric }), let from = definition.split else { return nil }
    let stem = metric.rawValue.dropFirst(from.rawValue.count)
    return index(of: MetricName(split.rawValue + stem))
  }
}
