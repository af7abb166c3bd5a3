/// A STRICT table of a release.
struct SQLiteTable {
  var name: String
  var columns: [SQLiteColumn]
  /// The primary key of a table without rowid; empty for a table with one.
  var key: [String] = []
  /// The columns of each index, made once all rows are in.
  var indexes: [[String]] = []

  var declaration: String {
    var parts = columns.map(\.declaration)
    if !key.isEmpty { parts.append("PRIMARY KEY (\(key.joined(separator: ", ")))") }
    let options = key.isEmpty ? "STRICT" : "STRICT, WITHOUT ROWID"
    return "CREATE TABLE \(SQLiteName.quoted(name)) (\n  \(parts.joined(separator: ",\n  "))\n) \(options);"
  }

  var indexDeclarations: String {
    indexes.map { columns in
      let label = SQLiteName.quoted("\(name)_\(columns.joined(separator: "_"))")
      return "CREATE INDEX \(label) ON \(SQLiteName.quoted(name)) (\(columns.joined(separator: ", ")));"
    }.joined(separator: "\n")
  }
}
