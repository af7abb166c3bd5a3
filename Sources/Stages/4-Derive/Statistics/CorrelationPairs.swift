import Core

/// Which quantities of a space are correlated, and the quantities.
struct CorrelationPairs: Sendable {
  private(set) var columns: [RankedColumn] = []
  private(set) var specs: [Spec] = []

  /// Two columns, and what they are.
  struct Spec: Sendable {
    var kind: CorrelationEstimate.Kind
    var task: Int
    var otherTask: Int?
    var first: String
    var second: String
    /// Indices into `columns`.
    var places: (Int, Int)
  }

  /// All pairs of tasks, then by task those of validation and test, of metrics, of budgets, and of the score with each cost, and of two costs
  /// where no task before has both.
  init(_ columns: SpaceColumns) {
    var unranked: [[Double]] = []
    var specs: [Spec] = []
    func add(_ values: [Double]) -> Int {
      unranked.append(values)
      return unranked.count - 1
    }
    let tasks = columns.space.tasks
    // By task and budget.
    let scores = tasks.map { task in task.groups.map { add(columns.score(task, $0)) } }
    for (task, content) in tasks.enumerated() {
      for other in tasks.indices where other > task {
        guard let one = scores[task].last, let two = scores[other].last else { continue }
        specs.append(
          Spec(
            kind: .tasks, task: task, otherTask: other, first: content.name.rawValue,
            second: tasks[other].name.rawValue, places: (one, two)))
      }
    }
    for (task, content) in tasks.enumerated() {
      guard let group = content.groups.last, let score = scores[task].last else { continue }
      if !content.isRankedOnTest, let place = content.schema.counterpart(of: content.scoreMetric, on: .test) {
        let test = columns.score(content, group, .bestValid, .test)
        if test.contains(where: \.isFinite) {
          specs.append(
            Spec(
              kind: .splits, task: task, first: content.scoreMetric.rawValue,
              second: content.schema.metrics[place].name.rawValue, places: (score, add(test))))
        }
      }
      let metrics = content.schema.metrics.indices.filter { content.schema.metrics[$0].isSelectable }
      let places = metrics.map { add(columns.finalValue($0, content, group)) }
      for first in metrics.indices {
        for second in metrics.indices where second > first {
          specs.append(
            Spec(
              kind: .metrics, task: task, first: content.schema.metrics[metrics[first]].name.rawValue,
              second: content.schema.metrics[metrics[second]].name.rawValue, places: (places[first], places[second])))
        }
      }
      for first in content.groups.indices {
        for second in content.groups.indices where second > first {
          specs.append(
            Spec(
              kind: .budgets, task: task, first: "\(content.groups[first].budget)",
              second: "\(content.groups[second].budget)", places: (scores[task][first], scores[task][second])))
        }
      }
      // What is compared under a task are the architectures with a score on it: params are known of others too.
      let ranked = unranked[score]
      let costs = columns.costs(group).map { cost in
        (name: cost.name, place: add(zip(cost.values, ranked).map { $1.isFinite ? $0 : .nan }))
      }
      for cost in costs {
        specs.append(
          Spec(
            kind: .cost, task: task, first: content.scoreMetric.rawValue, second: cost.name,
            places: (score, cost.place)))
      }
      for first in costs.indices {
        for second in costs.indices where second > first {
          let names = (costs[first].name, costs[second].name)
          if specs.contains(where: { $0.kind == .costs && ($0.first, $0.second) == names }) { continue }
          specs.append(
            Spec(
              kind: .costs, task: task, first: names.0, second: names.1,
              places: (costs[first].place, costs[second].place)))
        }
      }
    }
    self.specs = specs
    self.columns = StatisticsDeriver.parallel(unranked.count) { [unranked] in RankedColumn(unranked[$0]) }
  }
}
