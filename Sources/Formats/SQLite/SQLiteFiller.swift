import Bindings
import Core

/// Fills an empty database with a release, but for the tables that are written as pages.
struct SQLiteFiller {
  let numbering: SQLiteNumbering
  let curves: [SQLiteCurveTable]
  let builder: SQLiteBuilder

  var release: Release { numbering.release }

  /// Creates everything, in a fixed order: tables, rows, indexes, views.
  func fill() throws(SQLiteError) {
    let tables = SQLiteTable.fixed + SQLiteTable.runs + statisticsTables + runValueTables + curves.map(\.table)
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
