import Bindings

/// Where the rows of tables go.
protocol SQLiteRowTarget {
  associatedtype Rows: SQLiteRows

  /// - Parameter columns: How many columns the table has.
  func rows(into table: String, columns: Int) throws(SQLiteError) -> Rows
}

/// Takes the rows of one table, each column by column from left to right.
protocol SQLiteRows: AnyObject {
  func bind(_ value: Int?)
  func bind(_ value: Double?)
  func bind(_ value: String?)
  /// Ends the row.
  func insert() throws(SQLiteError)
}

extension SQLiteBuilder: SQLiteRowTarget {
  func rows(into table: String, columns: Int) throws(SQLiteError) -> SQLiteInsertedRows {
    SQLiteInsertedRows(try inserter(into: table, columns: columns))
  }
}

/// Rows that are inserted into a database.
final class SQLiteInsertedRows: SQLiteRows {
  private var inserter: SQLiteInserter

  init(_ inserter: consuming SQLiteInserter) { self.inserter = inserter }

  func bind(_ value: Int?) { inserter.bind(value) }
  func bind(_ value: Double?) { inserter.bind(value) }
  func bind(_ value: String?) { inserter.bind(value) }
  func insert() throws(SQLiteError) { try inserter.insert() }
}
