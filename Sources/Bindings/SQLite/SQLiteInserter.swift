internal import GRDB
internal import GRDBSQLite

/// Inserts row after row: bind every column from left to right, then `insert()`.
///
/// - Precondition: Every row binds or keeps exactly the columns that the table has.
@safe public struct SQLiteInserter: ~Copyable {
  /// Keeps `handle` alive.
  private let statement: Statement
  private let handle: SQLiteStatement
  private let columns: Int32
  private let path: String
  private var column: Int32 = 0

  init(_ statement: Statement, columns: Int, path: String) {
    self.statement = statement
    unsafe handle = statement.sqliteStatement
    self.columns = Int32(columns)
    self.path = path
  }

  /// Binds an integer, or null.
  public mutating func bind(_ value: Int?) {
    guard let value else { return bindNull() }
    column += 1
    bound(unsafe sqlite3_bind_int64(handle, column, Int64(value)))
  }

  /// Binds a number; SQLite itself stores a NaN as null and -0.0 as 0.0.
  public mutating func bind(_ value: Double) {
    column += 1
    bound(unsafe sqlite3_bind_double(handle, column, value))
  }

  /// Binds a number, or null; SQLite itself stores a NaN as null and -0.0 as 0.0.
  public mutating func bind(_ value: Double?) {
    guard let value else { return bindNull() }
    column += 1
    bound(unsafe sqlite3_bind_double(handle, column, value))
  }

  /// Binds a text, copied, or null.
  public mutating func bind(_ value: String?) {
    guard var value else { return bindNull() }
    column += 1
    let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    let result = value.withUTF8 { bytes in
      // An empty text may have no address, which SQLite would take for null.
      unsafe bytes.isEmpty
        ? sqlite3_bind_text(handle, column, "", 0, copied)
        : bytes.withMemoryRebound(to: CChar.self) { characters in
          unsafe sqlite3_bind_text(
            handle, column, characters.baseAddress, Int32(characters.count), copied)
        }
    }
    bound(result)
  }

  /// Binds a text that lives as long as the program, without a copy.
  public mutating func bind(literal text: StaticString) {
    column += 1
    let start = unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
    bound(unsafe sqlite3_bind_text(handle, column, start, Int32(text.utf8CodeUnitCount), nil))
  }

  /// Binds null.
  public mutating func bindNull() {
    column += 1
    bound(unsafe sqlite3_bind_null(handle, column))
  }

  /// Leaves the next `count` columns at what the row before has there.
  public mutating func keep(_ count: Int) { column += Int32(count) }

  /// Inserts the row and begins the next.
  public mutating func insert() throws(SQLiteError) {
    precondition(column == columns, "\(column) of \(columns) columns are bound")
    column = 0
    let result = unsafe sqlite3_step(handle)
    let reset = unsafe sqlite3_reset(handle)
    if result != SQLITE_DONE {
      let message = unsafe String(cString: sqlite3_errmsg(sqlite3_db_handle(handle)))
      throw SQLiteError(path: path, operation: statement.sql, code: reset, message: message)
    }
  }

  /// Binding fails only for a column that the statement does not have, or a text beyond 1 GB.
  private func bound(_ result: Int32) {
    precondition(result == SQLITE_OK, "SQLite cannot bind column \(column): result \(result)")
  }
}
