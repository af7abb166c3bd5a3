public import Core

/// The means over the runs of each architecture of any metric, at the epoch that a rule reads.
public struct RunMeans: Sendable {
  /// In the order of architectures; those with a value that is not finite are left out.
  public private(set) var means: [Mean] = []

  /// The mean of one architecture.
  public struct Mean: Sendable, Hashable {
    /// Index into `ReleasedSpace.architectures`.
    public var architecture: Int
    /// In the unit of the metric.
    public var value: Double
    /// Runs behind it. A run of unknown seed that repeats another is none.
    public var count: Int
  }

  /// - Complexity: O(runs).
  public init(_ group: BudgetGroup, _ rule: EpochRule, column: Int) {
    var start = 0
    while start < group.runs.count {
      var (end, sum, count) = (start, 0.0, 0)
      while end < group.runs.count, group.runs[end].architecture == group.runs[start].architecture {
        defer { end += 1 }
        if Deriver.isCopy(end, of: start..<end, group.runs) { continue }
        let epoch = rule.epoch(last: group.runs[end].curve.lastEpoch, best: group.runs[end].bestEpoch)
        sum += epoch.map { group.runs[end].curve[column, $0] } ?? .nan
        count += 1
      }
      let mean = sum / Double(count)
      if mean.isFinite {
        means.append(Mean(architecture: group.runs[start].architecture, value: mean, count: count))
      }
      start = end
    }
  }
}
