import Bindings
import Core

/// Fills an empty database with a release. Ids count from 1 in the order of the release.
struct SQLiteFiller {
  let release: Release
  let builder: SQLiteBuilder
  let curves: [SQLiteCurveTable]
  /// The id of the first architecture of each space.
  let firstArchitecture: [Int]
  /// The id of the first run of each group, by space, task and group.
  let firstRun: [[[Int]]]

  init(_ release: Release, _ builder: SQLiteBuilder) {
    self.release = release
    self.builder = builder
    curves = SQLiteCurveTable.all(of: release)
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

  /// Creates everything, in a fixed order: tables, rows, indexes, views.
  mutating func fill() throws(SQLiteError) {
    let tables = SQLiteTable.fixed + SQLiteTable.runs + runValueTables + curves.map(\.table)
    for table in tables { try builder.execute(table.declaration) }
    try insertFacts()
    try insertSpaces()
    try insertTasks()
    try insertArchitectures()
    try insertCosts()
    try insertSources()
    try insertRuns()
    try insertRunSources()
    for index in curves.indices { try insertCurves(curves[index]) }
    try insertRunValues()
    try insertSpecialValues()
    try insertScores()
    try insertNoise()
    try insertFindings()
    try insertQuarantine()
    try insertColumnMetadata(tables)
    for table in tables { try builder.execute(table.indexDeclarations) }
    try createViews()
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
