import Bindings
import Core

/// Reads the head and the runs of `<name>.sqlite`. Facts beside the numbers are not in it; the metadata come by key.
///
/// Parameters that a source logged stand in `cost`, once per architecture and task: all runs of these get them, unless
/// `run` has a column `params` of its own.
public struct SQLiteReleaseReader: Sendable {
  public init() {}

  /// Calls `body` with the head, then with each run by id.
  /// - Throws: `ReleaseInputError`, of kind `notRelease` for a database that is none of ours; what `body` throws.
  /// - Complexity: Memory in proportion to the number of tasks and of different logged parameters.
  public func read(
    _ path: String, _ body: (ReleasePart) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    do {
      let database = try SQLiteInput(reading: path)
      try Self.check(database)
      let tasks = try SQLiteReleaseTasks(database)
      try body(.head(try tasks.head()))
      var runs = try SQLiteRunReader(database, tasks)
      while let line = try runs.next() { try body(.run(line)) }
      try runs.finish()
    } catch {
      throw ReleaseInputError(error, path: path)
    }
  }

  /// Checks that the database says to be a release, and has the tables of one.
  static func check(_ database: SQLiteInput) throws(ReleaseInputError) {
    guard database.applicationID == SQLiteWriter.applicationID else {
      throw ReleaseInputError(
        .notRelease, database.path, "an SQLite database, but not a Cellar release",
        expected: "application_id \(SQLiteWriter.applicationID) in its header")
    }
    guard database.userVersion == SQLiteWriter.userVersion else {
      throw ReleaseInputError(
        .notRelease, database.path, "a Cellar release of version \(database.userVersion)",
        expected: "user_version \(SQLiteWriter.userVersion)")
    }
    for table in SQLiteTable.fixed + SQLiteTable.runs {
      guard database.table(table.name)?.has(table.columns.map(\.name)) == true else {
        throw ReleaseInputError(
          .malformed, database.path, at: "table \(table.name)",
          database.unreadTables.contains(table.name) ? "a view or a virtual table" : "missing, or without its columns",
          expected: "a table with \(table.columns.map(\.name).joined(separator: ", "))")
      }
    }
  }
}
