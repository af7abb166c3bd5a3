import Core

/// The finite results of each architecture that has two or more.
struct Replicates {
  /// By architecture, in the order of its runs, in the unit of the metric.
  private(set) var groups: [[Double]] = []

  /// The name of the spread between them.
  static let source = "replicates"
  /// Architectures with two results from which on the agreement of results is told: of fewer it says nothing.
  static let fewest = 10

  /// - Complexity: O(runs).
  init(_ content: ReleasedTask, _ group: BudgetGroup, _ rule: EpochRule, _ split: Split) {
    guard let selection = Selection(content.schema, score: content.scoreMetric), let column = selection.column(split)
    else { return }
    var start = 0
    while start < group.runs.count {
      var end = start
      var values: [Double] = []
      while end < group.runs.count, group.runs[end].architecture == group.runs[start].architecture {
        defer { end += 1 }
        if Deriver.isCopy(end, of: start..<end, group.runs) { continue }
        if let epoch = selection.epoch(of: group.runs[end], by: rule) {
          let value = group.runs[end].curve[column, epoch]
          if value.isFinite { values.append(value) }
        }
      }
      if values.count > 1 { groups.append(values) }
      start = end
    }
  }

  /// How far the first result of each architecture and its second agree; nil where too few have two.
  /// - Complexity: O(n log n).
  var agreement: ReplicateAgreement? {
    guard groups.count >= Self.fewest else { return nil }
    let found = RankCorrelation.correlations(groups.map { $0[0] }, groups.map { $0[1] })
    return ReplicateAgreement(count: groups.count, tau: found.tau, rho: found.rho, pearson: found.pearson)
  }
}
