public import Core

/// How far the scores of a contribution lie from those of a release, on one task.
public struct DistributionShift: Sendable, Hashable {
  public var task: TaskName
  /// The ranking metric; of each run its best finite value is compared.
  public var metric: MetricName
  /// Runs compared: of the contribution, and of the release.
  public var count: Int
  public var releaseCount: Int
  /// The two-sample Kolmogorov–Smirnov statistic: the largest distance of the two distribution functions, 0 to 1.
  public var statistic: Double
  /// Median of the contribution minus that of the release, in the unit of the metric.
  public var medianDifference: Double
  public var unit: MeasurementUnit
  /// Whether the statistic exceeds what samples of one distribution reach in one of a thousand cases.
  public var isNotable: Bool

  /// Nil unless both have at least two scores.
  init?(of runs: [ValidRun], against standing: [ValidRun], _ task: TaskPlan) {
    guard let column = task.schema.index(of: task.score) else { return nil }
    let definition = task.schema.metrics[column]
    func scores(_ runs: [ValidRun]) -> [Double] {
      runs.compactMap { run in
        let values = run.curve.column(column).filter(\.isFinite)
        return definition.direction == .lower ? values.min() : values.max()
      }.sorted()
    }
    let mine = scores(runs)
    let theirs = scores(standing)
    guard mine.count >= 2, theirs.count >= 2 else { return nil }
    self.task = task.name
    metric = task.score
    unit = definition.unit
    count = mine.count
    releaseCount = theirs.count
    statistic = Self.distance(mine, theirs)
    medianDifference = Self.median(mine) - Self.median(theirs)
    // c(0.001) = sqrt(-ln(0.001 / 2) / 2) of the asymptotic distribution.
    let (n, m) = (Double(mine.count), Double(theirs.count))
    isNotable = statistic > 1.949_477 * ((n + m) / (n * m)).squareRoot()
  }

  /// The largest distance of the empirical distribution functions of two ascending samples.
  /// - Complexity: O(n + m).
  static func distance(_ first: [Double], _ second: [Double]) -> Double {
    var (i, j) = (0, 0)
    var largest = 0.0
    while i < first.count, j < second.count {
      let value = min(first[i], second[j])
      while i < first.count, first[i] <= value { i += 1 }
      while j < second.count, second[j] <= value { j += 1 }
      largest = max(largest, abs(Double(i) / Double(first.count) - Double(j) / Double(second.count)))
    }
    return largest
  }

  /// The middle of an ascending sample, which is not empty.
  static func median(_ sample: [Double]) -> Double {
    let middle = sample.count / 2
    return sample.count % 2 == 1 ? sample[middle] : (sample[middle - 1] + sample[middle]) / 2
  }
}
