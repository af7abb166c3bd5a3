import Bindings
public import Core

/// The part of a database that repeats the lists beside the artifacts, and that describes the database itself.
struct SQLiteRecordComparison {
  private let database: SQLiteInput
  private let numbering: SQLiteNumbering
  private let curves: [SQLiteCurveTable]

  /// - Throws: `ReleaseInputError` where the file at `path` is no release.
  init(_ release: Release, at path: String) throws {
    database = try SQLiteInput(reading: path, checksAll: false)
    try SQLiteReleaseReader.check(database)
    numbering = SQLiteNumbering(release)
    curves = SQLiteCurveTable.all(of: release)
  }

  /// What differs from the release: findings and what was kept out, then columns, tables, indexes and views.
  /// - Parameter words: What another version of Cellar said of columns.
  func differences(in lists: Set<RecordList>, accepting words: Set<ColumnWords>) throws -> [ArtifactDifference] {
    let tables = expectedTables
    let compared = SQLiteComparedTables(database, tables)
    let filler = SQLiteFiller(numbering: numbering, curves: curves, builder: compared)
    if lists.contains(.findings) {
      // Without a finding nothing is inserted, and yet the table has to be empty.
      _ = try compared.rows(into: "finding", columns: 10)
      try filler.insertFindings()
    }
    if lists.contains(.quarantine) { try filler.insertQuarantine() }
    try insertColumnMetadata(tables, into: compared, accepting: words)
    let schema = SQLiteSchema(
      tables: tables.map { ($0.name, $0.declaration) }, indexes: tables.flatMap(\.indexStatements),
      views: filler.viewDeclarations)
    return try compared.finish() + schema.differences(in: database)
  }

  /// Compares what is said of columns; where the database says it in other words that are among `words`, by these.
  private func insertColumnMetadata(
    _ tables: [SQLiteTable], into compared: SQLiteComparedTables, accepting words: Set<ColumnWords>
  ) throws(SQLiteError) {
    var stored: [[String]: ColumnWords] = [:]
    let rows = try database.cursor("SELECT table_name, column_name, description, formula FROM column_metadata")
    while try rows.next() {
      guard let table = try rows.text(0), let column = try rows.text(1) else { continue }
      stored[[table, column]] = ColumnWords(
        column: column, description: try rows.text(2) ?? "", formula: try rows.text(3) ?? "")
    }
    try SQLiteFiller(numbering: numbering, curves: curves, builder: compared).insertColumnMetadata(tables) {
      table, column in
      guard let told = stored[[table.name, column.name]], words.contains(told) else { return column }
      var column = column
      column.description = told.description
      column.formula = told.formula.isEmpty ? nil : told.formula
      return column
    }
  }

  /// The tables of the release; those of its statistics also where the database alone tells of such.
  private var expectedTables: [SQLiteTable] {
    var release = numbering.release
    if release.statistics == nil, SQLiteTable.statistics.contains(where: { database.table($0.name) != nil }) {
      release.statistics = ReleaseStatistics(spaces: [], noiseDraws: 0)
    }
    return SQLiteTable.all(of: release)
  }
}

extension SQLiteWriter: RecordingArtifactWriter {
  public func facts(at path: String) throws -> [Attribute] { try SQLiteReleaseStore(reading: path).metadata }

  public func recordDifferences(
    from release: Release, in lists: Set<RecordList>, accepting words: Set<ColumnWords>, at path: String
  ) throws -> [ArtifactDifference] {
    do {
      return try SQLiteRecordComparison(release, at: path).differences(in: lists, accepting: words)
    } catch {
      throw ReleaseInputError(error, path: path)
    }
  }
}
