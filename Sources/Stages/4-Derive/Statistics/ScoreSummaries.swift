import Core

/// The distributions of the scores of one task and budget.
struct ScoreSummaries {
  private(set) var summaries: [ScoreSummary] = []

  init(_ space: ReleasedSpace, _ group: BudgetGroup, task: Int) {
    let sign = SpaceColumns.sign(space.tasks[task])
    for rule in EpochRule.allCases {
      for split in [Split.valid, .test] {
        let scores = group.scores.filter { $0.rule == rule && $0.split == split && $0.value != nil }
        if scores.isEmpty { continue }
        let values = scores.compactMap(\.value).sorted()
        let connected = scores.filter { !space.architectures[$0.architecture].description.isDisconnected }
          .compactMap(\.value).sorted()
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let median = Distribution.quantile(0.5, of: values)
        summaries.append(
          ScoreSummary(
            task: task, budget: group.budget, rule: rule, split: split, count: values.count, mean: mean,
            deviation: (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot(),
            minimum: values[0], maximum: values[values.count - 1],
            quartiles: [0.25, 0.5, 0.75].map { Distribution.quantile($0, of: values) },
            percentiles: [0.01, 0.99].map { Distribution.quantile($0, of: connected) },
            medianDistance: Distribution.quantile(0.5, of: values.map { abs($0 - median) }.sorted()),
            relativeGain: mean == 0 ? nil : (sign > 0 ? values[values.count - 1] - mean : mean - values[0]) / abs(mean)
          ))
      }
    }
  }
}
