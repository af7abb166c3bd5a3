import Bindings
import Bytes
import Core

/// A database that ought to be what `SQLiteWriter` makes of a release, as far as that follows from its runs.
///
/// What is only told of a release stands in it as well: facts, findings, what was kept out, statistics. None of that is
/// looked at.
struct SQLiteComparison {
  private let database: SQLiteInput
  private let numbering: SQLiteNumbering
  private let curves: [SQLiteCurveTable]
  private let trees: [SQLiteBulkTree]

  /// - Throws: `ReleaseInputError` where the file at `path` is no release.
  init(_ release: Release, at path: String) throws {
    database = try SQLiteInput(reading: path, checksAll: false)
    try SQLiteReleaseReader.check(database)
    numbering = SQLiteNumbering(release)
    curves = SQLiteCurveTable.all(of: release)
    trees = SQLiteBulkTree.all(of: numbering, curves)
  }

  /// Whether the large tables and their indexes are the same pages, and the small tables have the same rows.
  func isSame(workers: Int) throws -> Bool {
    var roots: [String: Int] = [:]
    let rows = try database.cursor("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 1")
    while try rows.next() { if let name = try rows.text(0), let page = try rows.integer(1) { roots[name] = page } }
    var pages = try SQLiteComparedPages(database.path, pageSize: SQLiteWriter.pageSize)
    for tree in trees {
      guard let root = roots[tree.index ?? tree.table] else { return false }
      try pages.begin(tree: root)
      pages = try tree.write(to: pages, root: root, workers: workers)
      if !pages.areSame { return false }
    }
    return try differences(inPages: false).isEmpty
  }

  /// The first difference of each table.
  /// - Parameter inPages: Whether the rows of the large tables are compared as well.
  func differences(inPages: Bool) throws -> [ArtifactDifference] {
    let tables = SQLiteTable.all(of: numbering.release)
    let compared = SQLiteComparedTables(database, tables)
    try SQLiteFiller(numbering: numbering, curves: curves, builder: compared).fillFromRuns()
    for tree in trees where inPages && tree.index == nil {
      guard let table = tables.first(where: { $0.name == tree.table }) else { continue }
      let rows = try compared.rows(into: table.inStoredOrder)
      var encoder = SQLiteRowEncoder()
      for piece in 0..<tree.pieceCount {
        tree.encode(piece, &encoder)
        try encoder.take().insert(tree.kind, into: rows)
      }
    }
    return try compared.finish()
  }

  /// The first difference of each table of statistics.
  func statisticsDifferences() throws -> [ArtifactDifference] {
    let compared = SQLiteComparedTables(database, SQLiteTable.all(of: numbering.release))
    try SQLiteFiller(numbering: numbering, curves: curves, builder: compared).insertStatistics()
    return try compared.finish()
  }
}
