internal import GRDB

/// An empty database that is being filled, inside one transaction. Only valid during `SQLiteDatabase.create`.
public struct SQLiteBuilder {
  private let database: Database
  private let path: String

  init(_ database: Database, path: String) {
    self.database = database
    self.path = path
  }

  /// Runs one or more statements, separated by `;`.
  public func execute(_ statements: String) throws(SQLiteError) {
    do {
      try database.execute(sql: statements)
    } catch {
      throw SQLiteError(error, path: path)
    }
  }

  /// Prepares the insertion of whole rows into `table`.
  public func inserter(into table: String, columns: Int) throws(SQLiteError) -> SQLiteInserter {
    let marks = repeatElement("?", count: columns).joined(separator: ",")
    do {
      let statement = try database.makeStatement(sql: "INSERT INTO \(table) VALUES (\(marks))")
      return SQLiteInserter(statement, columns: columns, path: path)
    } catch {
      throw SQLiteError(error, path: path)
    }
  }
}
