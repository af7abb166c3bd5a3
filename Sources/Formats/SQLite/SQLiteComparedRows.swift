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
    return tables.compactMap { found[$0.name] }
  }

  fileprivate func count(_ table: String) { counts[table, default: 0] += 1 }

  fileprivate func note(_ difference: ArtifactDifference, in table: String) {
    if found[table] == nil { found[table] = difference }
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

/// Takes the rows that a release would insert into one table, in the order of the key.
final class SQLiteComparedRows: SQLiteRows {
  private let table: SQLiteTable
  private let rows: SQLiteCursor
  private let tables: SQLiteComparedTables
  private var values: [Value] = []
  /// Whether no row differed so far. Once it is false, nothing more is looked at.
  private var areSame = true

  private enum Value: Equatable {
    case null
    case number(Double)
    case integer(Int)
    case text(String)
  }

  fileprivate init(_ table: SQLiteTable, _ rows: SQLiteCursor, in tables: SQLiteComparedTables) {
    self.table = table
    self.rows = rows
    self.tables = tables
  }

  func bind(_ value: Int?) {
    guard let value else { return values.append(.null) }
    // A whole number in a column of doubles reads as a double.
    let isReal = values.count < table.columns.count && table.columns[values.count].kind == .real
    values.append(isReal ? .number(Double(value)) : .integer(value))
  }

  /// SQLite stores a NaN as null.
  func bind(_ value: Double?) { values.append(value.flatMap { $0.isNaN ? nil : .number($0) } ?? .null) }

  func bind(_ value: String?) { values.append(value.map { .text($0) } ?? .null) }

  func insert() throws(SQLiteError) {
    defer { values.removeAll(keepingCapacity: true) }
    tables.count(table.name)
    guard areSame else { return }
    let isThere = try rows.next()
    for (place, column) in table.columns.enumerated() {
      let stored = isThere ? try value(place, column) : .null
      if isThere, stored == values[place] { continue }
      areSame = false
      let what = isThere ? "\(column.name) \(Self.text(stored))" : "no row"
      let row = zip(table.columns, values).prefix(isThere ? max(1, min(place, 4)) : 4).map {
        "\($0.name) \(Self.text($1))"
      }
      tables.note(
        ArtifactDifference(
          found: "\(what) in \(table.name) where \(row.joined(separator: ", "))",
          expected: isThere ? Self.text(values[place]) : "such a row"), in: table.name)
      return
    }
  }

  private func value(_ place: Int, _ column: SQLiteColumn) throws(SQLiteError) -> Value {
    switch column.kind {
    case .integer: try rows.integer(place).map { .integer($0) } ?? .null
    case .real: try rows.double(place).map { .number($0) } ?? .null
    case .text: try rows.text(place).map { .text($0) } ?? .null
    }
  }

  private static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .number(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .text(let value): "'\(value.prefix(80))'"
    }
  }
}
