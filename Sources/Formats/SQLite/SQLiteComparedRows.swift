import Bindings
import Core

/// Takes the rows that a release would insert into one table, in the order of the key.
final class SQLiteComparedRows: SQLiteRows {
  private let table: SQLiteTable
  private let rows: SQLiteCursor
  private let tables: SQLiteComparedTables
  private var values: [Value] = []
  /// Whether the cursor stands on a row that was not compared yet.
  private var isWaiting = false
  private var isAtEnd = false
  /// Whether rows are numbered in their first column, by which a lacking and a further one are told.
  private let isNumbered: Bool

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
    isNumbered = table.key.isEmpty && table.columns.first.map { $0.name == "id" && $0.kind == .integer } == true
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
    guard try advance() else { return noteMissing() }
    if isNumbered, case .integer(let number) = values[0] {
      while let stored = try rows.integer(0), stored < number {
        tables.note(
          ArtifactDifference(found: "a row in \(table.name) where id \(stored)", expected: "none"), in: table.name)
        isWaiting = false
        guard try advance() else { return noteMissing() }
      }
      if let stored = try rows.integer(0), stored > number { return noteMissing() }
    }
    isWaiting = false
    for (place, column) in table.columns.enumerated() {
      let stored = try value(place, column)
      if stored == values[place] { continue }
      return tables.note(
        ArtifactDifference(
          found: "\(column.name) \(Self.text(stored)) in \(table.name) where \(row(max(1, min(place, 4))))",
          expected: Self.text(values[place])), in: table.name)
    }
  }

  /// Moves to the next row, unless the one that the cursor stands on still waits.
  /// - Returns: Whether it stands on one.
  private func advance() throws(SQLiteError) -> Bool {
    if isWaiting { return true }
    // Behind the end a statement would begin anew.
    if isAtEnd { return false }
    isWaiting = try rows.next()
    isAtEnd = !isWaiting
    return isWaiting
  }

  private func noteMissing() {
    tables.note(
      ArtifactDifference(found: "no row in \(table.name) where \(row(4))", expected: "such a row"), in: table.name)
  }

  /// The first values of the row that is wanted.
  private func row(_ count: Int) -> String {
    zip(table.columns, values).prefix(count).map { "\($0.name) \(Self.text($1))" }.joined(separator: ", ")
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
