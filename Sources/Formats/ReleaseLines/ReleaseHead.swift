public import Core

/// The first of the release lines: everything that holds for all runs.
public struct ReleaseHead: Sendable, Hashable {
  /// The version of the shape of the lines.
  public static let version = "1"

  /// What is said of the release as a whole, in the order of the artifact.
  public var metadata: [Attribute]
  /// Space by space.
  public var tasks: [ReleaseHeadTask]

  public init(metadata: [Attribute], tasks: [ReleaseHeadTask]) {
    self.metadata = metadata
    self.tasks = tasks
  }

  /// The head of a whole release.
  public init(_ release: Release) {
    metadata = release.metadata
    tasks = release.spaces.flatMap { space in
      space.tasks.map { task in
        ReleaseHeadTask(
          space: space.id, schema: task.schema, scoreMetric: task.scoreMetric, budgets: task.groups.map(\.budget),
          values: task.schema.values)
      }
    }
  }

  /// The task `name` of `space`.
  public func task(_ name: TaskName, of space: SpaceID) -> ReleaseHeadTask? {
    tasks.first { $0.space == space && $0.name == name }
  }
}
