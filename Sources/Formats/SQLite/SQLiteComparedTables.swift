import Bindings
import Core

/// Holds the rows that a release would insert against those of a database.
final class SQLiteComparedTables: SQLiteRowTarget {
  private let database: SQLiteInput
  private let tables: [SQLiteTable]
  /// How many rows a release has in each table that was looked at.
  private var counts: [String: Int] = [:]
  /// The first difference of each table.
  private var found: [String: ArtifactDifference] = [:]
  /// The further rows that differ, by table.
  private var others: [String: Int] = [:]

  init(_ database: SQLiteInput, _ tables: [SQLiteTable]) {
    self.database = database
    self.tables = tables
  }

  func rows(into table: String, columns: Int) throws(SQLiteError) -> SQLiteComparedRows {
    try rows(into: tables.first { $0.name == table }!)
  }

  /// - Parameter table: With its columns in the order in which they come.
  func rows(into table: SQLiteTable) throws(SQLiteError) -> SQLiteComparedRows {
    counts[table.name, default: 0] += 0
    return SQLiteComparedRows(table, try table.rows(of: database), in: self)
  }

  /// What differs, table by table in their order.
  func finish() throws(SQLiteError) -> [ArtifactDifference] {
    for (table, count) in counts where found[table] == nil {
      let rows = try database.cursor("SELECT COUNT(*) FROM \(SQLiteInput.quoted(table))")
      let stored = try rows.next() ? try rows.integer(0) ?? 0 : 0
      if stored != count {
        found[table] = ArtifactDifference(found: "\(stored) rows in \(table)", expected: "\(count)")
      }
    }
    return tables.compactMap { table in
      guard var difference = found[table.name] else { return nil }
      if let count = others[table.name] { difference.found += ", and \(count) more row\(count == 1 ? "" : "s") of it" }
      return difference
    }
  }

  func count(_ table: String) { counts[table, default: 0] += 1 }

  func note(_ difference: ArtifactDifference, in table: String) {
    if found[table] == nil { found[table] = difference } else { others[table, default: 0] += 1 }
  }
}

extension SQLiteTable {
  /// All rows in the order of the key.
  fileprivate func rows(of database: SQLiteInput) throws(SQLiteError) -> SQLiteCursor {
    let columns = columns.map { SQLiteInput.quoted($0.name) }.joined(separator: ", ")
    let order = key.isEmpty ? "rowid" : key.map(SQLiteInput.quoted).joined(separator: ", ")
    return try database.cursor("SELECT \(columns) FROM \(SQLiteInput.quoted(name)) ORDER BY \(order)")
  }
}
