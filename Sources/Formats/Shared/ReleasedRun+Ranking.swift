import Core

extension ReleasedRun {
  /// The value of column `metric` at the epoch that `rule` reads, nil where there is no such epoch or nothing was
  /// measured. May be a measured NaN.
  func value(of metric: Int?, by rule: EpochRule) -> Double? {
    let epoch =
      switch rule {
      case .final: curve.epochs - 1
      case .bestValid: bestEpoch ?? -1
      }
    guard let metric, epoch >= 0, epoch < curve.epochs else { return nil }
    let value = curve[metric, epoch]
    return Curve.isAbsent(value) ? nil : value
  }
}

extension ReleasedTask {
  /// The column of the ranking metric on `split`.
  func scoreColumn(on split: Split) -> Int? {
    schema.metrics.first { $0.name == scoreMetric }?.split == split
      ? schema.index(of: scoreMetric) : schema.counterpart(of: scoreMetric, on: split)
  }

  /// Whether more of the ranking metric is better.
  var scoreDirection: Direction { schema.metrics.first { $0.name == scoreMetric }?.direction ?? .none }
}
