import Bindings
import Bytes
import Core

/// Reads `<name>.sqlite` as release lines. Facts beside the numbers are not in it; the metadata come by key.
///
/// Parameters that a source logged stand in `cost`, once per architecture and task: all runs of these get them, unless
/// `run` has a column `params` of its own.
public struct SQLiteReleaseReader: Sendable {
  public init() {}

  /// Calls `body` with blocks of whole lines: the head, then the runs by id.
  /// - Throws: `ReleaseInputError`, of kind `notRelease` for a database that is none of ours; what `body` throws.
  /// - Complexity: Memory in proportion to the number of tasks and of different logged parameters.
  public func read(
    _ path: String, _ body: (RawSpan) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    var writer = ReleaseLineWriter()
    try read(
      path, head: { (head) throws(ReleaseInputError) in writer.write(head) },
      run: { (line) throws(ReleaseInputError) in
        writer.write(line)
        try writer.flush(body)
      })
    try writer.flush(isLast: true, body)
  }

  /// Calls `start` with the head, then `body` with each run by id: what the lines say, without the text of them.
  /// - Throws: `ReleaseInputError`, of kind `notRelease` for a database that is none of ours; what the two throw.
  /// - Complexity: Memory in proportion to the number of tasks and of different logged parameters.
  public func read(
    _ path: String, head start: (ReleaseHead) throws(ReleaseInputError) -> Void,
    run body: (ReleaseLine) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    do {
      let database = try SQLiteInput(reading: path)
      try Self.check(database)
      let tasks = try SQLiteReleaseTasks(database)
      try start(try tasks.head())
      var runs = try SQLiteRunReader(database, tasks)
      while let line = try runs.next() { try body(line) }
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
