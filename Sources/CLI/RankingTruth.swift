import Core
import Derive
import Pipeline
import SearchSpaces

/// The known scores of one task and space.
struct RankingTruth {
  let space: any SearchSpace
  let task: TaskName
  /// Epochs.
  let budget: Int
  let metric: MetricName
  let rule: EpochRule
  /// 1 where larger is better, -1 where smaller is.
  let sign: Double
  /// Mean over seeds, by encoding, in the unit of the metric.
  let values: [String: Double]

  /// - Parameter name: a metric, nil for the score of the task.
  /// - Throws: `BuildError.input` where the release has several spaces, or lacks the metric or any score.
  init(_ release: Release, path: String, metric name: String?) throws(BuildError) {
    let spaces = release.spaces.filter { !$0.tasks.isEmpty }
    guard let space = spaces.first, let task = space.tasks.first, let group = task.groups.last else {
      throw .input("\(path): no run of the task")
    }
    guard spaces.count == 1 else {
      let names = spaces.map { "'\($0.id)'" }.joined(separator: ", ")
      throw .ambiguousInputs("\(path) has the task in several spaces (\(names)); choose one with '--space'")
    }
    guard let known = allSearchSpaces.first(where: { $0.id == space.id }) else {
      throw .input("\(path): search space '\(space.id)' is not known to this version of cellar")
    }
    self.space = known
    self.task = task.name
    budget = group.budget
    let metric = name.map { MetricName($0) } ?? task.scoreMetric
    guard let column = task.schema.index(of: metric) else {
      let names = task.schema.metrics.map(\.name.rawValue)
      let hint = NearestName.of(metric.rawValue, among: names).map { "; did you mean '\($0)'?" } ?? ""
      throw .input(
        "no metric '\(metric)' in task '\(task.name)'\(hint) (there are: "
          + names.map { "'\($0)'" }.joined(separator: ", ") + ")")
    }
    self.metric = metric
    rule = task.isRankedOnTest ? .final : .bestValid
    sign = task.schema.metrics[column].direction == .lower ? -1 : 1
    var sums: [Int: (sum: Double, count: Int)] = [:]
    for run in group.runs {
      let epoch = rule == .final ? run.curve.epochs - 1 : run.bestEpoch ?? -1
      let value = run.curve.epochs > 0 && epoch >= 0 ? run.curve[column, epoch] : .nan
      let known = sums[run.architecture] ?? (0, 0)
      sums[run.architecture] = (known.sum + value, known.count + 1)
    }
    var values: [String: Double] = [:]
    for (architecture, entry) in sums {
      let mean = entry.sum / Double(entry.count)
      if mean.isFinite { values[space.architectures[architecture].encoding] = mean }
    }
    guard !values.isEmpty else { throw .input("\(path): no finite value of '\(metric)' in task '\(task.name)'") }
    self.values = values
  }
}
