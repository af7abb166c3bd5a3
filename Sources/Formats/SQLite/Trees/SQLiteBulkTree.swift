import Bindings
import Bytes

/// A table of many rows or an index of such, whose pages are made here rather than by statements.
///
/// Its rows come in pieces, so that several threads can encode them. The pieces depend on the release alone, and pages
/// are filled across them, so the number of threads leaves no trace.
struct SQLiteBulkTree: Sendable {
  var table: String
  /// Nil for the table itself.
  var index: String?
  var kind: SQLiteTreeKind
  var rowCount: Int
  /// How often each prefix of the declared key takes another value; nil where `sqlite_stat1` has no row.
  var distinctPrefixes: [Int]?
  var pieceCount: Int
  /// Encodes the rows of a piece, in the order of the key.
  var encode: @Sendable (_ piece: Int, _ rows: inout SQLiteRowEncoder) -> Void

  /// All of a release.
  static func all(of numbering: SQLiteNumbering, _ curves: [SQLiteCurveTable]) -> [SQLiteBulkTree] {
    costs(numbering) + [sources(numbering.release)] + runs(numbering) + scores(numbering) + runSources(numbering)
      + curves.map { SQLiteBulkTree.curves($0, numbering) }
  }

  /// What SQLite has to know of the tree.
  var later: SQLiteLaterTree {
    SQLiteLaterTree(
      table: table, index: index,
      statistics: distinctPrefixes.flatMap { distinct in
        if rowCount == 0 { return nil }
        return .init(
          index: index ?? (kind == .index ? table : nil),
          numbers: SQLiteBulkTree.statistics(rowCount: rowCount, distinct: distinct))
      })
  }

  /// The numbers that a whole `ANALYZE` finds: rows, then rows per value of each prefix, rounded up; but 1 where not one
  /// value in ten has a second row.
  static func statistics(rowCount: Int, distinct: [Int]) -> String {
    let means = distinct.map { count in
      let mean = (rowCount + count - 1) / count
      return mean == 2 && 10 * rowCount <= 11 * count ? 1 : mean
    }
    return ([rowCount] + means).map(String.init).joined(separator: " ")
  }

  /// Gives the pages of the tree to `file`.
  func write<Pages: SQLitePages & ~Copyable>(
    to file: consuming Pages, root: Int, workers: Int
  ) throws(SystemError) -> Pages {
    var tree = SQLiteTree(kind, root: root, cells: rowCount, in: file)
    try OrderedWork.run(
      count: pieceCount, workers: workers, into: &tree, scratch: { SQLiteRowEncoder() },
      produce: { (piece, rows) throws(SystemError) -> SQLiteCells in
        encode(piece, &rows)
        return rows.take()
      },
      consume: { (cells, tree) throws(SystemError) in try tree.append(cells) })
    return try tree.finish()
  }
}
