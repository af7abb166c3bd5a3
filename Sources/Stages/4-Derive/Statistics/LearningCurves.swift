import Core

/// What the curves of the ranking metric of one task and budget have in common.
struct LearningCurves {
  let summary: CurveSummary

  /// Nil where the task has no ranking metric, or no run an epoch.
  init?(_ content: ReleasedTask, _ group: BudgetGroup, task: Int) {
    guard let column = content.schema.index(of: content.scoreMetric) else { return nil }
    let sign = SpaceColumns.sign(content)
    // By index, here and below: a copy of a run costs more than what is read of it.
    let epochs = group.runs.indices.reduce(0) { max($0, group.runs[$1].curve.epochs) }
    guard epochs > 0 else { return nil }
    var byEpoch = Array(repeating: [Double](), count: epochs)
    for epoch in byEpoch.indices { byEpoch[epoch].reserveCapacity(group.runs.count) }
    var (areas, drops): ([Double], [Double]) = ([], [])
    var diverged = 0
    for index in group.runs.indices where group.runs[index].curve.epochs > 0 {
      let curve = group.runs[index].curve.column(column)
      let last = curve.count - 1
      var (sum, best, isWhole, isOdd) = (0.0, -Double.infinity, true, false)
      for (epoch, value) in curve.enumerated() {
        guard value.isFinite else {
          isWhole = false
          if !Curve.isAbsent(value) { isOdd = true }
          continue
        }
        byEpoch[epoch].append(value)
        best = max(best, sign * value)
        sum += epoch == 0 || epoch == last ? value / 2 : value
      }
      let (initial, final) = (curve[curve.startIndex], curve[curve.startIndex + last])
      if isWhole, last > 0 { areas.append(sum / Double(last)) }
      if final.isFinite { drops.append(best - sign * final) }
      if isOdd || (final.isFinite && initial.isFinite && sign * final < sign * initial) { diverged += 1 }
    }
    summary = CurveSummary(
      task: task, budget: group.budget, metric: content.scoreMetric, runs: group.runs.count, diverged: diverged,
      bestEpoch: Self.quantiles(group.runs.indices.compactMap { group.runs[$0].bestEpoch.map(Double.init) }),
      area: Self.quantiles(areas),
      drop: Self.quantiles(drops), bands: byEpoch.map(Self.quantiles))
  }

  private static func quantiles(_ values: [Double]) -> [Double] {
    if values.isEmpty { return [] }
    let sorted = values.sorted()
    return CurveSummary.shares.map { Distribution.quantile($0, of: sorted) }
  }
}
