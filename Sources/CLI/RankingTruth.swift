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
  /// The part of the data that the metric is measured on, nil for none.
  let split: Split?
  let rule: EpochRule
  /// 1 where larger is better, -1 where smaller is.
  let sign: Double
  /// Mean over seeds, by encoding, in the unit of the metric.
  let values: [String: Double]
  /// The number of runs behind each value.
  let counts: [String: Int]
  /// The same metric on test, at the same epoch; nil where that is the metric itself, or the release has none.
  let test: [String: Double]?
  /// The spread of one run, as far as the release tells that of the metric.
  let spreads: [NoiseSpread]

  /// What is ranked by; nil for what the task is ranked by.
  struct Choice {
    /// Epochs.
    var budget: Int?
    var rule: EpochRule?
    var metric: String?
  }

  /// - Throws: `BuildError.input` where the release has several spaces, or lacks the budget, the metric or any score.
  init(_ release: Release, path: String, choice: Choice) throws(BuildError) {
    let spaces = release.spaces.filter { !$0.tasks.isEmpty }
    guard let space = spaces.first, let task = space.tasks.first else { throw .input("\(path): no run of the task") }
    guard spaces.count == 1 else {
      let names = spaces.map { "'\($0.id)'" }.joined(separator: ", ")
      throw .ambiguousInputs("\(path) has the task in several spaces (\(names)); choose one with '--space'")
    }
    guard let known = allSearchSpaces.first(where: { $0.id == space.id }) else {
      throw .input("\(path): search space '\(space.id)' is not known to this version of cellar")
    }
    guard let group = choice.budget.map({ wanted in task.groups.first { $0.budget == wanted } }) ?? task.groups.last
    else {
      let budgets = task.groups.map { "\($0.budget)" }.joined(separator: ", ")
      throw .input(
        "no runs of \(choice.budget.map { "\($0) epochs" } ?? "any budget") in task '\(task.name)' (there are: "
          + "\(budgets))")
    }
    self.space = known
    self.task = task.name
    budget = group.budget
    let metric = choice.metric.map { MetricName($0) } ?? task.scoreMetric
    let column = try Self.column(of: metric, task)
    self.metric = metric
    split = task.schema.metrics[column].split
    let rule = choice.rule ?? (task.isRankedOnTest ? .final : .bestValid)
    guard rule == .final || !task.isRankedOnTest else {
      throw .input(
        "task '\(task.name)' has no validation scores, so that no epoch is the best on them; expected '--rule final'")
    }
    self.rule = rule
    sign = task.schema.metrics[column].direction == .lower ? -1 : 1
    let means = RunMeans(group, rule, column: column)
    (values, counts) = (means.byEncoding(\.value, space), means.byEncoding(\.count, space))
    guard !values.isEmpty else { throw .input("\(path): no finite value of '\(metric)' in task '\(task.name)'") }
    let counterpart = split == .test ? nil : task.schema.counterpart(of: metric, on: .test)
    let tests = counterpart.map { RunMeans(group, rule, column: $0).byEncoding(\.value, space) } ?? [:]
    test = tests.isEmpty ? nil : tests
    // What is known of noise is that of the score of the task and its counterpart on test.
    let isScore =
      metric == task.scoreMetric || task.schema.counterpart(of: task.scoreMetric, on: .test) == column
    spreads = split.map { isScore ? NoiseSpread.all(of: task, group, rule, $0) : [] } ?? []
  }

  private static func column(of metric: MetricName, _ task: ReleasedTask) throws(BuildError) -> Int {
    if let column = task.schema.index(of: metric) { return column }
    let names = task.schema.metrics.map(\.name.rawValue)
    let hint = NearestName.of(metric.rawValue, among: names).map { "; did you mean '\($0)'?" } ?? ""
    throw .input(
      "no metric '\(metric)' in task '\(task.name)'\(hint) (there are: "
        + names.map { "'\($0)'" }.joined(separator: ", ") + ")")
  }
}

extension RunMeans {
  /// A member of each mean by the encoding of its architecture.
  fileprivate func byEncoding<Value>(_ path: KeyPath<Mean, Value>, _ space: ReleasedSpace) -> [String: Value] {
    Dictionary(
      uniqueKeysWithValues: means.map { (space.architectures[$0.architecture].encoding, $0[keyPath: path]) })
  }
}
