import Core

/// The ids of architectures, tasks and runs, which count from 1 in the order of the release.
struct SQLiteNumbering: Sendable {
  let release: Release
  /// The id of the first architecture of each space.
  let firstArchitecture: [Int]
  /// The id of the first run of each group, by space, task and group.
  let firstRun: [[[Int]]]

  init(_ release: Release) {
    self.release = release
    var nextArchitecture = 1
    var nextRun = 1
    firstArchitecture = release.spaces.map { space in
      defer { nextArchitecture += space.architectures.count }
      return nextArchitecture
    }
    firstRun = release.spaces.map { space in
      space.tasks.map { task in
        task.groups.map { group in
          defer { nextRun += group.runs.count }
          return nextRun
        }
      }
    }
  }

  /// Calls `body` with every task and its id.
  func forEachTask<Failure: Error>(
    _ body: (_ space: Int, _ task: Int, _ id: Int) throws(Failure) -> Void
  ) throws(Failure) {
    var id = 1
    for (space, content) in release.spaces.enumerated() {
      for task in content.tasks.indices {
        try body(space, task, id)
        id += 1
      }
    }
  }

  /// Calls `body` with every group of runs, the id of its task and that of its first run.
  func forEachGroup<Failure: Error>(
    _ body: (_ space: Int, _ task: ReleasedTask, _ group: BudgetGroup, _ taskID: Int, _ firstRun: Int) throws(Failure)
      -> Void
  ) throws(Failure) {
    try forEachTask { (space, task, id) throws(Failure) in
      let content = release.spaces[space].tasks[task]
      for (index, group) in content.groups.enumerated() {
        try body(space, content, group, id, firstRun[space][task][index])
      }
    }
  }
}
