import Core

/// Records by which counter the FLOPs of each task are counted; the runs of one task agree on it.
struct CounterRecord: CollectionRule {
  static let stage = CollectionStage.identities
  static let definition = OperationRule.definition

  /// By task.
  private let costs: [[LoggedCost]]

  init(_ plan: BuildPlan) { costs = plan.tasks.map { LoggedCost.all(.operations, on: $0.schema) } }

  func check(_ collection: RunCollection, _ report: inout CollectionReport) {
    for task in costs.indices {
      for cost in costs[task] {
        for space in collection.plan.spaces.indices { check(cost, task, space, collection, &report) }
      }
    }
  }

  private func check(
    _ cost: LoggedCost, _ task: Int, _ space: Int, _ collection: RunCollection, _ report: inout CollectionReport
  ) {
    var counters: [String: [Int]] = [:]
    for place in collection.places[task] where collection.runs[place].space == space {
      guard let value = cost.value(logged: nil, collection.runs[place].values),
        let description = collection.entries[Int(collection.architectures[place])]?.description,
        let counter = OperationRule.counter(of: value, cost, description, task: collection.plan.tasks[task].name)
      else { continue }
      counters[counter, default: []].append(place)
    }
    let ordered = counters.sorted { first, second in
      first.value.count != second.value.count
        ? first.value.count > second.value.count : first.key.precedesBytewise(second.key)
    }
    guard let usual = ordered.first else { return }
    report.found(
      atMost: .info, space: space, task: task,
      "'\(cost.name)' of \(usual.value.count) runs is counted as '\(usual.key)'",
      hint: "name the counter where the numbers are published")
    for (counter, places) in ordered.dropFirst() {
      guard let least = places.min(by: collection.precedes) else { continue }
      report.found(
        of: least, atMost: .warning,
        "'\(cost.name)' of \(places.count) runs, of which this is the first, is counted as '\(counter)'",
        expected: "'\(usual.key)', as for \(usual.value.count) runs of the task",
        hint: "count all runs by one tool")
    }
  }
}
