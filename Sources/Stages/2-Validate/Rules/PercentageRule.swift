import Core

/// Percentages are not fractions: the second half of CURVE-02, which no single run can show.
struct PercentageRule: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = MetricRule.definition

  /// By task: the metrics in percent of which more is better, with what they are called on the other splits.
  private let columns: [[Column]]

  private struct Column: Sendable {
    let index: Int
    let name: String
    /// The same quantity on other splits.
    let siblings: [Int]
  }

  /// The best value of one column of one run, and whether it grew.
  private struct Best {
    let run: Int
    let value: Double
    let grew: Bool
  }

  /// Runs that a task must have.
  private static let leastRuns = 5
  /// The median below which a percentage says little.
  private static let leastMedian = 5.0
  /// How far a hundred times the fraction may be from the median.
  private static let near = 3.0
  /// The share of its best value by which a curve must have grown: networks at chance stay where they are.
  private static let growth = 0.25

  init(_ plan: BuildPlan) {
    columns = plan.tasks.map { task in
      let metrics = task.schema.metrics
      func isPercentage(_ metric: MetricDefinition) -> Bool {
        metric.unit == .percent && metric.direction == .higher && metric.formula == nil && metric.split != nil
      }
      return metrics.indices.filter { isPercentage(metrics[$0]) }.map { index in
        let siblings = [Split.train, .valid, .test].compactMap {
          $0 == metrics[index].split ? nil : task.schema.counterpart(of: metrics[index].name, on: $0)
        }
        return Column(
          index: index, name: metrics[index].rawName ?? metrics[index].name.rawValue, siblings: siblings)
      }
    }
  }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    var found: [Int: [(name: String, best: Double, median: Double)]] = [:]
    for task in columns.indices {
      let places = collection.places[task] + collection.suspects(of: task)
      for space in collection.plan.spaces.indices {
        let runs = places.filter { collection.runs[$0].space == space }
        for column in columns[task] { judge(column, runs, collection, &found) }
      }
    }
    for (place, columns) in found.sorted(by: { $0.key < $1.key }) {
      let task = collection.plan.tasks[collection.runs[place].task].name
      report.found(
        of: place,
        "\(columns.map(\.name).joined(separator: ", ")): at most \(columns[0].best), where the median of \(task) is "
          + "\(columns[0].median): a fraction for a percentage", expected: "values from 0 to 100",
        hint: "multiply by 100, in all sources of the run")
    }
  }

  private func judge(
    _ column: Column, _ runs: [Int], _ collection: RunCollection,
    _ found: inout [Int: [(name: String, best: Double, median: Double)]]
  ) {
    var kept: [Double] = []
    var low: [Best] = []
    for place in runs {
      guard let best = best(column.index, place, collection) else { continue }
      if collection.kept.contains(place) { kept.append(best.value) }
      if best.value <= 1, best.value > 0, best.grew { low.append(best) }
    }
    guard !low.isEmpty, kept.count >= Self.leastRuns else { return }
    let median = RobustScale.median(kept)
    guard median >= Self.leastMedian else { return }
    for best in low {
      let percent = 100 * best.value
      guard percent >= median / Self.near, percent <= median * Self.near else { continue }
      // A network at chance may fluctuate on few images: then it stays where it is in training.
      let isAtChance = column.siblings.contains { sibling in
        guard let other = self.best(sibling, best.run, collection) else { return false }
        return other.value <= 1 && !other.grew
      }
      if !isAtChance { found[best.run, default: []].append((column.name, best.value, median)) }
    }
  }

  private func best(_ column: Int, _ place: Int, _ collection: RunCollection) -> Best? {
    let curve = collection.runs[place].curve
    var low = Double.infinity
    var high = -Double.infinity
    for epoch in 0..<curve.epochs where curve[column, epoch].isFinite {
      low = min(low, curve[column, epoch])
      high = max(high, curve[column, epoch])
    }
    if high < low { return nil }
    return Best(run: place, value: high, grew: high - low >= Self.growth * high)
  }
}
