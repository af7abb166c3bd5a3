internal import Bytes
internal import GRDBSQLite

/// A database that nobody vouches for, opened for reading alone: no view, no trigger, no function of the schema ever
/// runs, nothing is written, no file is created, and every statement ends within a time.
///
/// One thread.
@safe public final class SQLiteInput {
  public let path: String
  /// Bytes of the file.
  public let size: Int
  /// What the header says of the kind of file; 0 where nothing.
  public private(set) var applicationID: Int32 = 0
  public private(set) var userVersion = 0
  /// The ordinary tables by name, bytewise; neither views nor virtual tables.
  public private(set) var tables: [SQLiteInputTable] = []
  /// The views and virtual tables, which are never read.
  public private(set) var unreadTables: [String] = []
  let connection: SQLiteInputConnection

  /// Opens the database and checks it as a whole with `quick_check`.
  /// - Parameter checksAll: False to check no page before it is read, which is enough where little of the file is asked
  ///   for: damage is then an error once it is met.
  /// - Throws: `SQLiteError`, also where changes wait in a journal beside the file, which would have to be written back.
  /// - Complexity: O(size of the file), O(size of the schema) without the check.
  public init(
    reading path: String, limits: SQLiteInputLimits = SQLiteInputLimits(), checksAll: Bool = true
  ) throws(SQLiteError) {
    self.path = path
    do throws(SystemError) {
      let file = try FileReader(opening: path)
      size = file.size
    } catch {
      throw SQLiteError(error, path: path)
    }
    for suffix in ["-wal", "-journal"] {
      if let bytes = try? FileSystem.size(of: path + suffix), bytes > 0 {
        throw SQLiteError(
          path: path, operation: "open", code: -1,
          message:
            "there are unfinished changes in '\(FileSystem.lastComponent(of: path))\(suffix)'; expected a database "
            + "that was closed")
      }
    }
    connection = try SQLiteInputConnection(path, limits: limits, seconds: limits.seconds(forSize: size))
    if checksAll { try check() }
    applicationID = Int32(truncatingIfNeeded: try number("PRAGMA application_id"))
    userVersion = try number("PRAGMA user_version")
    try list()
  }

  /// Prepares a `SELECT` of the caller's own making; text of the file belongs into it through `quoted` only.
  public func cursor(_ select: String) throws(SQLiteError) -> SQLiteCursor {
    try SQLiteCursor(connection, select)
  }

  /// The same with a value for each `?`.
  public func cursor(_ select: String, _ values: [SQLiteValue]) throws(SQLiteError) -> SQLiteCursor {
    let cursor = try SQLiteCursor(connection, select)
    try cursor.bind(values)
    return cursor
  }

  /// The table `name`, nil where there is none or where it is a view or virtual.
  public func table(_ name: String) -> SQLiteInputTable? { tables.first { $0.name == name } }

  /// A name as it stands in a statement.
  public static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private func check() throws(SQLiteError) {
    let rows = try cursor("PRAGMA quick_check(1)")
    guard try rows.next() else { return }
    let verdict = try rows.text(0) ?? "nothing"
    if verdict != "ok" {
      throw SQLiteError(
        path: path, operation: "quick_check", code: SQLITE_CORRUPT,
        message: verdict.split(whereSeparator: \.isNewline).joined(separator: "; "))
    }
  }

  private func number(_ statement: String) throws(SQLiteError) -> Int {
    let rows = try cursor(statement)
    return try rows.next() ? try rows.integer(0) ?? 0 : 0
  }

  private func list() throws(SQLiteError) {
    var names: [String] = []
    let rows = try cursor(
      "SELECT name, type, rootpage FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
    while try rows.next() {
      guard let name = try rows.text(0), !name.hasPrefix("sqlite_") else { continue }
      if try rows.text(1) == "table", let page = try rows.integer(2), page > 0 {
        names.append(name)
      } else {
        unreadTables.append(name)
      }
    }
    for name in names {
      var table = SQLiteInputTable(name: name, columns: [])
      let columns = try cursor("PRAGMA table_xinfo(\(Self.quoted(name)))")
      while try columns.next() {
        table.columns.append(
          SQLiteInputTable.Column(
            name: try columns.text(1) ?? "", declaredType: try columns.text(2) ?? "",
            isGenerated: try columns.integer(6) != 0))
      }
      tables.append(table)
    }
  }
}
