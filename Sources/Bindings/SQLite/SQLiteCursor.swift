internal import GRDBSQLite

/// The rows of one statement over a `SQLiteInput`, one after the other. Columns count from 0.
@safe public final class SQLiteCursor {
  /// The rows so far.
  public private(set) var row = 0
  private let connection: SQLiteInputConnection
  private let statement: OpaquePointer
  private let text: String

  init(_ connection: SQLiteInputConnection, _ text: String) throws(SQLiteError) {
    self.connection = connection
    self.text = text
    var prepared: OpaquePointer?
    let result = unsafe sqlite3_prepare_v2(connection.handle, text, -1, &prepared, nil)
    guard let prepared = unsafe prepared, result == SQLITE_OK else { throw connection.error(text, result) }
    unsafe statement = prepared
  }

  deinit { unsafe _ = sqlite3_finalize(statement) }

  /// Gives the `?` of the statement their values, in order, and begins it anew.
  /// - Throws: `SQLiteError` where there are not as many.
  public func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
    unsafe _ = sqlite3_reset(statement)
    row = 0
    let expected = unsafe Int(sqlite3_bind_parameter_count(statement))
    guard values.count == expected else { throw failure("\(values.count) values; expected \(expected)") }
    for (index, value) in values.enumerated() {
      let place = Int32(truncatingIfNeeded: index + 1)
      let result =
        switch value {
        case .integer(let number): unsafe sqlite3_bind_int64(statement, place, Int64(number))
        case .text(let text):
          // SQLite keeps a copy: the destructor -1 asks for it.
          unsafe sqlite3_bind_text(
            statement, place, text, Int32(clamping: text.utf8.count),
            unsafeBitCast(-1, to: sqlite3_destructor_type.self))
        }
      guard result == SQLITE_OK else { throw connection.error(text, result) }
    }
  }

  /// Moves to the next row.
  /// - Returns: False behind the last.
  /// - Throws: `SQLiteError` where the database is damaged or the time is up.
  public func next() throws(SQLiteError) -> Bool {
    switch unsafe sqlite3_step(statement) {
    case SQLITE_ROW:
      row += 1
      return true
    case SQLITE_DONE: return false
    case let result: throw connection.error(text, result)
    }
  }

  public func isNull(_ column: Int) -> Bool {
    unsafe sqlite3_column_type(statement, Int32(truncatingIfNeeded: column)) == SQLITE_NULL
  }

  /// A whole number, or nil for null.
  /// - Throws: `SQLiteError` for a value of another type.
  @inline(__always)
  public func integer(_ column: Int) throws(SQLiteError) -> Int? {
    let place = Int32(truncatingIfNeeded: column)
    switch unsafe sqlite3_column_type(statement, place) {
    case SQLITE_INTEGER: return Int(unsafe sqlite3_column_int64(statement, place))
    case SQLITE_NULL: return nil
    case let type: throw mismatch(column, type, expected: "a whole number")
    }
  }

  /// A number as a double, or nil for null.
  /// - Throws: `SQLiteError` for a value of another type.
  @inline(__always)
  public func double(_ column: Int) throws(SQLiteError) -> Double? {
    // Asked once for the value, which is what most of the time of asking for type and number goes into.
    let value = unsafe sqlite3_column_value(statement, Int32(truncatingIfNeeded: column))
    switch unsafe sqlite3_value_type(value) {
    case SQLITE_FLOAT, SQLITE_INTEGER: return unsafe sqlite3_value_double(value)
    case SQLITE_NULL: return nil
    case let type: throw mismatch(column, type, expected: "a number")
    }
  }

  /// Appends the numbers of some columns as doubles, `absent` for null.
  /// - Throws: `SQLiteError` for a value of another type.
  public func append(
    _ columns: Range<Int>, to values: inout [Double], absent: Double
  ) throws(SQLiteError) {
    for column in columns { values.append(try double(column) ?? absent) }
  }

  /// A text, or nil for null.
  /// - Throws: `SQLiteError` for a value of another type, and for a text that is not UTF-8.
  public func text(_ column: Int) throws(SQLiteError) -> String? {
    let place = Int32(truncatingIfNeeded: column)
    switch unsafe sqlite3_column_type(statement, place) {
    case SQLITE_TEXT:
      let start = unsafe sqlite3_column_text(statement, place)
      let count = unsafe Int(sqlite3_column_bytes(statement, place))
      let bytes = unsafe UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
      guard let result = unsafe String(validating: bytes, as: UTF8.self) else {
        throw failure("column \(column) is a text that is not UTF-8; expected UTF-8")
      }
      return result
    case SQLITE_NULL: return nil
    case let type: throw mismatch(column, type, expected: "a text")
    }
  }

  /// An error about the current row.
  public func failure(_ message: String) -> SQLiteError {
    SQLiteError(path: connection.path, operation: text, code: SQLITE_MISMATCH, message: "row \(row): \(message)")
  }

  private func mismatch(_ column: Int, _ type: Int32, expected: String) -> SQLiteError {
    let name = unsafe sqlite3_column_name(statement, Int32(truncatingIfNeeded: column)).map {
      unsafe String(cString: $0)
    }
    let found =
      switch type {
      case SQLITE_INTEGER: "a whole number"
      case SQLITE_FLOAT: "a number"
      case SQLITE_TEXT: "a text"
      case SQLITE_BLOB: "a blob"
      default: "null"
      }
    return failure("'\(name ?? "\(column)")' is \(found); expected \(expected)")
  }
}
