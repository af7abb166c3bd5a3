import Bindings
import Core

/// Fills an empty database with a release, but for the tables that are written as pages.
struct SQLiteFiller {
  let numbering: SQLiteNumbering
  let curves: [SQLiteCurveTable]
  let builder: SQLiteBuilder

  var release: Release { numbering.release }

  /// Every table of the database of `release`, in the order of their creation.
  static func tables(of release: Release) -> [SQLiteTable] {
    SQLiteTable.fixed + SQLiteTable.runs(of: release) + statisticsTables(of: release) + runValueTables(of: release)
      + SQLiteCurveTable.all(of: release).map(\.table)
  }

  /// Creates everything, in a fixed order: tables, rows, indexes, views.
  func fill() throws(SQLiteError) {
    let tables = Self.tables(of: release)
    for table in tables { try builder.execute(table.declaration) }
    try insertFacts()
    try insertSpaces()
    try insertTasks()
    try insertArchitectures()
    try insertRunValues()
    try insertSpecialValues()
    try insertNoise()
    try insertStatistics()
    try insertFindings()
    try insertQuarantine()
    try insertColumnMetadata(tables)
    for table in tables { try builder.execute(table.indexDeclarations) }
    try createViews()
  }
}
