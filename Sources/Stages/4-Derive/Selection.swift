import Core

/// Which epoch of a run each rule reads, and what stands there.
struct Selection {
  /// The column of the ranking metric on validation, nil where the benchmark has none and is ranked on test.
  let valid: Int?
  /// Its counterpart on test, if the task has one.
  let test: Int?
  /// 1 where more is better, -1 for a loss.
  let sign: Double

  /// Nil where the task's schema lacks its ranking metric.
  init?(_ plan: TaskPlan) { self.init(plan.schema, score: plan.score) }

  /// Nil where `schema` lacks the ranking metric.
  init?(_ schema: TaskSchema, score name: MetricName) {
    guard let score = schema.index(of: name) else { return nil }
    let metric = schema.metrics[score]
    valid = metric.isSelectable ? score : nil
    test = metric.isSelectable ? schema.counterpart(of: name, on: .test) : score
    sign = metric.direction == .lower ? -1 : 1
  }

  /// The earliest epoch with the best finite validation value, nil where none is finite.
  func bestEpoch(of curve: Curve) -> Int? {
    guard let valid else { return nil }
    var best: Int?
    for epoch in 0..<curve.epochs {
      let value = curve[valid, epoch]
      guard value.isFinite else { continue }
      if let known = best, sign * value <= sign * curve[valid, known] { continue }
      best = epoch
    }
    return best
  }

  /// The epoch that `rule` reads.
  func epoch(of run: ReleasedRun, by rule: EpochRule) -> Int? {
    rule.epoch(last: run.curve.lastEpoch, best: run.bestEpoch)
  }

  /// The column that holds the score on `split`.
  func column(_ split: Split) -> Int? {
    switch split {
    case .train: nil
    case .valid: valid
    case .test: test
    }
  }
}

extension EpochRule {
  /// Of the last epoch of a run and the best on validation the one that the rule reads.
  func epoch(last: Int?, best: Int?) -> Int? {
    switch self {
    case .final: last
    case .bestValid: best
    }
  }
}

extension Curve {
  /// Nil of a curve without epochs.
  var lastEpoch: Int? { epochs > 0 ? epochs - 1 : nil }
}
