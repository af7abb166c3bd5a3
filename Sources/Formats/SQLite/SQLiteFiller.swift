import Bindings
import Core

/// Fills an empty database with a release, but for the tables that are written as pages.
struct SQLiteFiller<Target: SQLiteRowTarget> {
  let numbering: SQLiteNumbering
  let curves: [SQLiteCurveTable]
  let builder: Target

  var release: Release { numbering.release }

  /// Inserts all that follows from the runs and the pipeline, but for what is written as pages.
  func fillFromRuns() throws(SQLiteError) {
    try insertSpaces()
    try insertTasks()
    try insertArchitectures()
    try insertRunValues()
    try insertSpecialValues()
    try insertNoise()
  }
}

extension SQLiteFiller where Target == SQLiteBuilder {

  /// Creates everything, in a fixed order: tables, rows, indexes, views.
  func fill() throws(SQLiteError) {
    let tables = SQLiteTable.all(of: release)
    for table in tables { try builder.execute(table.declaration) }
    try insertFacts()
    try fillFromRuns()
    try insertStatistics()
    try insertFindings()
    try insertQuarantine()
    try insertColumnMetadata(tables)
    for table in tables { try builder.execute(table.indexDeclarations) }
    try createViews()
  }
}
