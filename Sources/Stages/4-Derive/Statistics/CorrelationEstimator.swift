import Core

/// Correlations with intervals.
struct CorrelationEstimator {
  let draws: ClassDraws

  func estimate(_ spec: CorrelationPairs.Spec, _ columns: [RankedColumn]) -> CorrelationEstimate {
    let (first, second) = (columns[spec.places.0], columns[spec.places.1])
    let pair = PairedColumns(first, second)
    var scratch = PairedColumns.Scratch()
    let whole = pair.correlations(&scratch)
    var (taus, rhos, pearsons): ([Double], [Double], [Double]) = ([], [], [])
    if whole.tau != nil {
      for draw in draws.counts {
        let one = pair.correlations(drawn: draw, &scratch)
        if let tau = one.tau { taus.append(tau) }
        if let rho = one.rho { rhos.append(rho) }
        if let pearson = one.pearson { pearsons.append(pearson) }
      }
    }
    let both = first.dense.indices.map { first.dense[$0] >= 0 && second.dense[$0] >= 0 }
    return CorrelationEstimate(
      kind: spec.kind, task: spec.task, otherTask: spec.otherTask, first: spec.first, second: spec.second,
      count: pair.count, ties: pair.ties, tau: estimate(whole.tau, taus), rho: estimate(whole.rho, rhos),
      pearson: estimate(whole.pearson, pearsons),
      tauOfBestTenth: Self.tau(of: first.best(pair.count / 10, among: both), first, second),
      overlaps: [10, 20, pair.count / 10].compactMap { count in
        guard count > 0, count < pair.count else { return nil }
        let best = Set(first.best(count, among: both))
        let common = second.best(count, among: both).count { best.contains($0) }
        return TopOverlap(count: count, share: Double(common) / Double(count))
      },
      precisions: precisions(first, second, among: both))
  }

  /// Formula `precision_k` among the architectures that have both.
  private func precisions(_ first: RankedColumn, _ second: RankedColumn, among both: [Bool]) -> [TopOverlap] {
    let members = both.indices.filter { both[$0] }
    let (truth, predicted) = (members.map { first.values[$0] }, members.map { second.values[$0] })
    return PredictorMeasures.counts.compactMap { count in
      PredictorMeasures.precision(truth, predicted, count).map { TopOverlap(count: count, share: $0) }
    }
  }

  private func estimate(_ value: Double?, _ drawn: [Double]) -> StatisticEstimate? {
    guard let value else { return nil }
    guard 2 * drawn.count > draws.counts.count else { return StatisticEstimate(value, interval: nil) }
    let sorted = drawn.sorted()
    let (low, high) = (Distribution.quantile(0.025, of: sorted), Distribution.quantile(0.975, of: sorted))
    return StatisticEstimate(value, interval: low <= high ? low...high : nil)
  }

  /// Tau-b among some architectures.
  private static func tau(of members: [Int32], _ first: RankedColumn, _ second: RankedColumn) -> Double? {
    RankCorrelation.kendall(members.map { first.values[Int($0)] }, members.map { second.values[Int($0)] })
  }
}
