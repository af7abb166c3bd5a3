import Core

/// A STRICT table of a release.
struct SQLiteTable {
  var name: String
  var columns: [SQLiteColumn]
  /// The primary key of a table without rowid; empty for a table with one.
  var key: [String] = []
  /// The columns of each index, made once all rows are in.
  var indexes: [[String]] = []
  /// The columns of an index over the rows that satisfy a condition.
  var partialIndex: (columns: [String], condition: String)?

  /// The same table with its columns as they are stored: those of the key first where that stands for a rowid.
  var inStoredOrder: SQLiteTable {
    var table = self
    table.columns =
      key.flatMap { name in columns.filter { $0.name == name } } + columns.filter { !key.contains($0.name) }
    return table
  }

  /// Every table of the database of `release`, in the order of their creation.
  static func all(of release: Release) -> [SQLiteTable] {
    fixed + runs(of: release) + (release.statistics == nil ? [] : statistics) + runValues(of: release)
      + SQLiteCurveTable.all(of: release).map(\.table)
  }

  var declaration: String {
    var parts = columns.map(\.declaration)
    if !key.isEmpty { parts.append("PRIMARY KEY (\(key.joined(separator: ", ")))") }
    let options = key.isEmpty ? "STRICT" : "STRICT, WITHOUT ROWID"
    return "CREATE TABLE \(SQLiteName.quoted(name)) (\n  \(parts.joined(separator: ",\n  "))\n) \(options);"
  }

  var indexDeclarations: String { indexStatements.map { $0.statement + ";" }.joined(separator: "\n") }

  /// The indexes of the table, in the order of their creation.
  var indexStatements: [(name: String, statement: String)] {
    var statements = indexes.map { (Self.indexName(name, $0), indexDeclaration($0)) }
    if let partialIndex {
      statements.append(
        (
          Self.indexName(name, partialIndex.columns),
          "\(indexDeclaration(partialIndex.columns)) WHERE \(partialIndex.condition)"
        ))
    }
    return statements
  }

  /// The name of the index of `table` on `columns`.
  static func indexName(_ table: String, _ columns: [String]) -> String { "\(table)_\(columns.joined(separator: "_"))" }

  private func indexDeclaration(_ columns: [String]) -> String {
    "CREATE INDEX \(SQLiteName.quoted(Self.indexName(name, columns))) ON \(SQLiteName.quoted(name)) (\(columns.joined(separator: ", ")))"
  }
}
