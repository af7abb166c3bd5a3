public import Core

/// Costs, selections, scores, ranks and noise of a release: the fourth stage.
public struct Deriver {
  let plan: BuildPlan
  private let catalogue: ArchitectureCatalogue

  public init(plan: BuildPlan, catalogue: ArchitectureCatalogue) {
    self.plan = plan
    self.catalogue = catalogue
  }

  /// The spaces of the release, in the order of the pipeline; a space without a run is left out.
  /// - Parameter runs: one per identity, in any order.
  /// - Complexity: O(n log n).
  public func spaces(of runs: [ValidRun]) throws -> [ReleasedSpace] {
    var spaces: [ReleasedSpace] = []
    for index in plan.spaces.indices {
      let members = runs.filter { $0.space == index }
      if members.isEmpty { continue }
      spaces.append(try space(index, members))
    }
    return spaces
  }

  private func space(_ index: Int, _ runs: [ValidRun]) throws -> ReleasedSpace {
    let space = plan.spaces[index]
    let encodings = Array(Set(runs.map(\.encoding))).sorted { $0.precedesBytewise($1) }
    var places: [String: Int] = [:]
    var architectures: [ReleasedArchitecture] = []
    for (place, encoding) in encodings.enumerated() {
      places[encoding] = place
      architectures.append(
        ReleasedArchitecture(
          description: try catalogue.entry(for: encoding).description, averageRank: nil, tasksRanked: 0))
    }
    var tasks: [ReleasedTask] = []
    for (place, task) in plan.tasks.enumerated() {
      let members = runs.filter { $0.task == place }
      if members.isEmpty { continue }
      tasks.append(self.task(task, members, places, architectures))
    }
    rank(&architectures, tasks)
    return ReleasedSpace(
      id: space.id, title: space.title, size: space.size, apiName: space.apiName, architectures: architectures,
      tasks: tasks)
  }

  private func task(
    _ task: TaskPlan, _ runs: [ValidRun], _ places: [String: Int], _ architectures: [ReleasedArchitecture]
  ) -> ReleasedTask {
    let selection = Selection(task)
    var groups: [BudgetGroup] = []
    for budget in Set(runs.map(\.budget)).sorted() {
      var members: [ReleasedRun] = []
      for run in runs where run.budget == budget {
        guard let architecture = places[run.encoding] else { continue }
        members.append(
          ReleasedRun(
            architecture: architecture, seed: run.seed, repetition: run.repetition, status: run.status,
            curve: run.curve, loggedParams: run.loggedParams, inferenceTime: run.inferenceTime,
            totalTime: totalTime(run.curve, task.schema), info: run.info, sources: run.sources,
            bestEpoch: selection?.bestEpoch(of: run.curve)))
      }
      members.sort { $0.sortKey < $1.sortKey }
      groups.append(
        BudgetGroup(
          budget: budget, runs: members,
          scores: selection.map { scores(members, $0, architectures) } ?? [],
          noise: selection.map { noise(members, $0, architectures) } ?? []))
    }
    return ReleasedTask(schema: task.schema, scoreMetric: task.score, groups: groups)
  }

  private func totalTime(_ curve: Curve, _ schema: TaskSchema) -> Double? {
    guard curve.epochs > 0, let index = schema.metrics.firstIndex(where: { $0.split == nil && $0.unit == .seconds })
    else { return nil }
    let last = curve[index, curve.epochs - 1]
    return last.isFinite ? last : nil
  }
}

extension ReleasedRun {
  /// Architecture, then seed with absent last, then repeat.
  fileprivate var sortKey: (Int, Int, Int, Int) {
    (architecture, seed == nil ? 1 : 0, seed ?? 0, repetition ?? 0)
  }
}
