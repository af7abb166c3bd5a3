import Core

/// Where a task keeps the times of its epochs.
struct TimeColumns: Sendable {
  /// The column of seconds since the start.
  let elapsed: Int?
  /// The column of seconds that training took in the epoch.
  let perEpoch: Int?
  /// The columns of seconds that training and the evaluations took in the epoch, training first.
  let epochTimes: [Int]

  init(_ schema: TaskSchema) {
    elapsed = schema.metrics.firstIndex { $0.split == nil && $0.unit == .seconds }
    let perEpoch = schema.metrics.firstIndex { $0.split == .train && $0.unit == .seconds }
    let evaluations = schema.metrics.indices.filter { index in
      let metric = schema.metrics[index]
      return metric.unit == .seconds && metric.split != nil && metric.split != .train && metric.formula == nil
    }
    self.perEpoch = perEpoch
    epochTimes = (perEpoch.map { [$0] } ?? []) + evaluations
  }

  /// Mean seconds of an epoch, nil where the curve does not tell.
  func secondsPerEpoch(of curve: Curve) -> Double? {
    if let elapsed {
      for epoch in (0..<curve.epochs).reversed() where curve[elapsed, epoch].isFinite {
        return curve[elapsed, epoch] / Double(epoch + 1)
      }
    } else if let perEpoch {
      var sum = 0.0
      var count = 0
      for epoch in 0..<curve.epochs where curve[perEpoch, epoch].isFinite {
        sum += curve[perEpoch, epoch]
        count += 1
      }
      if count > 0 { return sum / Double(count) }
    }
    return nil
  }
}
