import Bindings
import Core

/// How much of a task somebody wants to know: most of the time that a question takes libhdf5 goes into opening datasets.
public enum HDF5TaskDetail: Sendable, Hashable {
  /// That it is there.
  case name
  /// The scores that rank its architectures.
  case ranking
  /// All of it.
  case whole
}

/// The groups of runs of a file that is a release, with the head that they make.
struct HDF5ReleaseTree {
  private(set) var head: ReleaseHead
  private var groups: [HDF5RunGroup] = []

  /// - Parameter detail: How much of each task is described; one of which the name will do is named in the head and has
  ///   no group. The only task of a release is always described.
  /// - Throws: `ReleaseInputError`, of kind `notRelease` for a file that is HDF5 but none of ours.
  init(_ file: HDF5InputFile, detail: (SpaceID, TaskName) -> HDF5TaskDetail = { _, _ in .whole }) throws {
    let metadata = try file.root.attributes()
    guard metadata.contains(where: { $0.name == "schema_version" && $0.value == .text(ReleaseHead.version) }) else {
      throw ReleaseInputError(
        .notRelease, file.path, "HDF5, but not a Cellar release",
        expected: "the attribute schema_version '\(ReleaseHead.version)' of the root")
    }
    head = ReleaseHead(
      metadata: metadata.compactMap { entry in entry.value.text.map { Attribute(entry.name, $0) } }, tasks: [])
    var tasks: [(space: SpaceID, name: TaskName, group: HDF5InputGroup)] = []
    for (space, member) in try file.root.members() {
      guard case .group(let group) = member else {
        throw ReleaseInputError(
          .notRelease, file.path, at: "/\(space)", "HDF5, but not a Cellar release",
          expected: "a group for each search space, no dataset")
      }
      for (name, member) in try group.members() where name != "architectures" {
        guard case .group(let task) = member else {
          throw ReleaseInputError(
            .malformed, file.path, at: "/\(space)/\(name)", "a dataset", expected: "a group for each task")
        }
        tasks.append((SpaceID(space), TaskName(name), task))
      }
    }
    let isOnlyTask = Set(tasks.map(\.name)).count == 1
    for (space, name, task) in tasks {
      let detail = detail(space, name)
      if isOnlyTask || detail != .name {
        try add(task, detail == .name ? .whole : detail, name, space, file.path)
      } else {
        head.tasks.append(
          ReleaseHeadTask(
            space: space, schema: TaskSchema(name: name, metrics: []), scoreMetric: MetricName(""), budgets: [],
            values: []))
      }
    }
  }

  /// Gives up the next group.
  mutating func nextGroup() -> HDF5RunGroup? { groups.isEmpty ? nil : groups.removeFirst() }

  private mutating func add(
    _ task: HDF5InputGroup, _ detail: HDF5TaskDetail, _ name: TaskName, _ space: SpaceID, _ path: String
  ) throws {
    var budgets: [HDF5RunGroup] = []
    if try task.names().contains("run") {
      budgets = [try HDF5RunGroup(task, detail, name, space, path)]
    } else {
      for (budget, member) in try task.members() {
        guard case .group(let group) = member else {
          throw ReleaseInputError(
            .malformed, path, at: "\(task.path)/\(budget)", "a dataset", expected: "a group for each budget")
        }
        budgets.append(try HDF5RunGroup(group, detail, name, space, path))
      }
    }
    guard let first = budgets.first else {
      throw ReleaseInputError(.malformed, path, at: task.path, "an empty group", expected: "the runs of a task")
    }
    for other in budgets.dropFirst() where other.schema != first.schema || other.scoreMetric != first.scoreMetric {
      throw ReleaseInputError(
        .malformed, path, at: other.group.path, "metrics other than those of \(first.group.path)",
        expected: "the metrics of a task to be the same for all of its budgets")
    }
    head.tasks.append(
      ReleaseHeadTask(
        space: space, schema: first.schema, scoreMetric: first.scoreMetric, budgets: budgets.map(\.budget),
        values: first.schema.values))
    groups += budgets
  }
}
