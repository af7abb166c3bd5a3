import Core

/// The fronts of the score of one task against each cost, and against the first two together.
struct CostFronts {
  private(set) var fronts: [ParetoFronts] = []

  init(_ columns: SpaceColumns, _ group: BudgetGroup, task: Int) {
    let content = columns.space.tasks[task]
    let sign = SpaceColumns.sign(content)
    // To be minimized.
    let losses = columns.score(content, group).map { -$0 }
    guard let worst = losses.filter(\.isFinite).max(), let best = losses.filter(\.isFinite).min() else { return }
    let metric = content.schema.metrics.first { $0.name == content.scoreMetric }
    let bound = (sign > 0 ? metric?.lower : metric?.upper).map { -sign * $0 } ?? Self.beyond(worst)
    let ideal = (sign > 0 ? metric?.upper : metric?.lower).map { -sign * $0 } ?? -Self.beyond(-best)
    let costs = columns.costs(group)
    let scores = losses.map { -sign * $0 }
    for cost in costs {
      let points = zip(losses, cost.values).map { ($0, $1) }
      guard let limit = Self.limit(points.filter { $0.0.isFinite }.map(\.1)) else { continue }
      fronts.append(
        ParetoFronts(
          task: task, budget: group.budget, costs: [cost.name],
          count: points.count { $0.0.isFinite && $0.1.isFinite }, front: NonDominatedFronts.numbers(points),
          columns: [scores, cost.values], reference: [-sign * bound, limit], ideal: [-sign * ideal, 0],
          hypervolume: Hypervolume.volume(points, reference: (bound, limit))))
    }
    for second in costs.indices.dropFirst() {
      let points = losses.indices.map { (losses[$0], costs[0].values[$0], costs[second].values[$0]) }
      let whole = points.filter { $0.0.isFinite && $0.1.isFinite && $0.2.isFinite }
      guard let one = Self.limit(whole.map(\.1)), let two = Self.limit(whole.map(\.2)) else { continue }
      fronts.append(
        ParetoFronts(
          task: task, budget: group.budget, costs: [costs[0].name, costs[second].name], count: whole.count,
          front: NonDominatedFronts.first(points), columns: [scores, costs[0].values, costs[second].values],
          reference: [-sign * bound, one, two], ideal: [-sign * ideal, 0, 0],
          hypervolume: Hypervolume.volume(points, reference: (bound, one, two))))
    }
  }

  /// The reference of a cost: the smallest of 1, 2 and 5 times a power of ten above every value, which a few other runs
  /// do not move.
  private static func limit(_ values: [Double]) -> Double? {
    let finite = values.filter(\.isFinite)
    guard let largest = finite.max(), largest > 0 else { return nil }
    return beyond(largest)
  }

  /// The smallest number of the series 1, 2, 5, 10, … and its negatives that is above `value`.
  static func beyond(_ value: Double) -> Double {
    if value < 0 { return -(series.last { $0 < -value } ?? 0) }
    return series.first { $0 > value } ?? value * 2
  }

  /// From 1e-12 to 5e18, each the nearest double.
  private static let series = (-12...18).flatMap { exponent in
    let power = (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 }
    return [1.0, 2, 5].map { exponent < 0 ? $0 / power : $0 * power }
  }
}
