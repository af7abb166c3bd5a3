public import Core

/// A column that a query can show, filter and sort by.
public struct QueryColumn: Sendable, Hashable {
  /// Where its values come from.
  enum Source: Sendable, Hashable {
    case space, task, encoding, canonical, disconnected, budget, seed, repetition, runs, epoch, status, epochs, rank
    case inferenceTime, totalTime, averageRank
    case equivalence(EquivalenceKind)
    /// Place in the schema of the task.
    case metric(Int)
    /// The same, summed up to the epoch.
    case sum(Int)
    /// A number of the run as a whole.
    case whole(MetricName)
    case count(StoredCount)
    /// What a task's own API calls parameters of the encoder: as logged, else computed.
    case encoderParams
    case score(EpochRule, Split)
    case standing(Standing)
    /// Of a query for classes.
    case ofClass
  }

  /// Where a score stands among all of the space.
  enum Standing: String, Sendable, Hashable, CaseIterable {
    case minmaxP = "minmax_p"
    case rank01, zscore, nregret
  }

  public var name: String
  public var unit: MeasurementUnit
  public var isText: Bool
  var direction: Direction
  var source: Source

  init(
    _ name: String, _ source: Source, unit: MeasurementUnit = .none, isText: Bool = false, direction: Direction = .none
  ) {
    self.name = name
    self.source = source
    self.unit = unit
    self.isText = isText
    self.direction = direction
  }
}
