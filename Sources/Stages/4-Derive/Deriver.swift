public import Core
import Dispatch
import Synchronization

/// Costs, selections, scores, ranks and noise of a release: the fourth stage.
public struct Deriver: Sendable {
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
      let members = runs.indices.filter { runs[$0].space == index }
      if members.isEmpty { continue }
      spaces.append(try space(index, runs, members))
    }
    return spaces
  }

  /// - Parameter members: indices into `runs`.
  private func space(_ index: Int, _ runs: [ValidRun], _ members: [Int]) throws -> ReleasedSpace {
    let space = plan.spaces[index]
    let encodings = Array(Set(members.map { runs[$0].encoding })).sorted { $0.precedesBytewise($1) }
    var places: [String: Int] = [:]
    var architectures: [ReleasedArchitecture] = []
    for (place, encoding) in encodings.enumerated() {
      places[encoding] = place
      architectures.append(
        ReleasedArchitecture(
          description: try catalogue.entry(for: encoding).description, averageRank: nil, tasksRanked: 0))
    }
    let parts = plan.tasks.indices.map { place in members.filter { runs[$0].task == place } }
    let classes = ConnectedClasses(of: architectures)
    let derived = Mutex<[ReleasedTask?]>(Array(repeating: nil, count: plan.tasks.count))
    DispatchQueue.concurrentPerform(iterations: plan.tasks.count) { [architectures, places] place in
      if parts[place].isEmpty { return }
      let task = self.task(plan.tasks[place], runs, parts[place], places, architectures, classes)
      derived.withLock { $0[place] = task }
    }
    let tasks = derived.withLock { $0 }.compactMap { $0 }
    rank(&architectures, tasks)
    return ReleasedSpace(
      id: space.id, title: space.title, size: space.size, apiName: space.apiName, architectures: architectures,
      tasks: tasks)
  }

  private func task(
    _ task: TaskPlan, _ runs: [ValidRun], _ part: [Int], _ places: [String: Int],
    _ architectures: [ReleasedArchitecture], _ classes: ConnectedClasses
  ) -> ReleasedTask {
    let selection = Selection(task)
    var groups: [BudgetGroup] = []
    for budget in Set(part.map { runs[$0].budget }).sorted() {
      // Keys are sorted, not runs, which are large.
      var order: [(key: SortKey, run: Int)] = []
      for index in part where runs[index].budget == budget {
        guard let architecture = places[runs[index].encoding] else { continue }
        order.append((SortKey(architecture: architecture, runs[index]), index))
      }
      order.sort { $0.key < $1.key }
      var members: [ReleasedRun] = []
      members.reserveCapacity(order.count)
      for (key, index) in order {
        let run = runs[index]
        members.append(
          ReleasedRun(
            architecture: key.architecture, seed: run.seed, repetition: run.repetition, status: run.status,
            curve: run.curve, loggedParams: run.loggedParams, inferenceTime: run.inferenceTime,
            values: run.values, origins: run.origins, totalTime: totalTime(run.curve, task.schema), info: run.info,
            sources: run.sources,
            bestEpoch: selection?.bestEpoch(of: run.curve)))
      }
      groups.append(
        BudgetGroup(
          budget: budget, runs: members,
          scores: selection.map { scores(members, $0, architectures) } ?? [],
          noise: selection.map { noise(members, $0, classes) } ?? []))
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

/// The order of runs: architecture, seed with absent last, repeat.
private struct SortKey: Comparable {
  let architecture: Int
  let rest: (Int, Int, Int)

  init(architecture: Int, _ run: ValidRun) {
    self.architecture = architecture
    rest = (run.seed == nil ? 1 : 0, run.seed ?? 0, run.repetition ?? 0)
  }

  static func < (left: SortKey, right: SortKey) -> Bool {
    left.architecture != right.architecture ? left.architecture < right.architecture : left.rest < right.rest
  }

  static func == (left: SortKey, right: SortKey) -> Bool {
    left.architecture == right.architecture && left.rest == right.rest
  }
}
