import Bindings
import Core

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

  init(_ table: SQLiteTable, _ rows: SQLiteCursor, in tables: SQLiteComparedTables) {
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
