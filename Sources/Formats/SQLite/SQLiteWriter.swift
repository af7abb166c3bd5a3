import Bindings
public import Core

/// Writes `<name>.sqlite`: STRICT tables with integer keys, declared foreign keys and an index on each of them.
///
/// * A NaN is stored as null and -0.0 as 0.0; both, and the infinities, have a row in `special_value`.
/// * `curve_<task>` is one table per task name over all spaces, without rowid, in the order of its key.
/// * Parameters that a source logged stand in `cost` as `measured`, without input, once per different value.
/// * `quarantine` has a row per source and code of every run that was kept out.
/// * SQLite itself makes the schema and the small tables; the pages of the large ones are appended, encoded by several
///   threads, see `SQLiteBulkTree`.
public struct SQLiteWriter: ArtifactWriter {
  /// `CELR`, in the header of the file.
  public static let applicationID: Int32 = 0x4345_4C52
  /// The version of the tables.
  public static let userVersion = 1

  public init() {}

  public var name: String { "sqlite" }

  public func fileName(for release: Release) -> String { release.name + ".sqlite" }

  public func losses(from release: Release) -> [ArtifactLoss] {
    let facts = release.runs { !$0.info.isEmpty }
    return facts > 0 ? [ArtifactLoss("facts beside the numbers of runs", count: facts, isProvenance: true)] : []
  }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    let header = SQLiteDatabase.Header(
      applicationID: Self.applicationID, userVersion: Self.userVersion, pageSize: 8192)
    let numbering = SQLiteNumbering(release)
    let curves = SQLiteCurveTable.all(of: release)
    let trees = SQLiteBulkTree.all(of: numbering, curves)
    do {
      try SQLiteDatabase.create(at: path, header: header, later: trees.map(\.later)) { builder in
        try SQLiteFiller(numbering: numbering, curves: curves, builder: builder).fill()
      } complete: { roots in
        var file = try SQLitePageFile(extending: path, pageSize: header.pageSize)
        for (tree, root) in zip(trees, roots) where tree.rowCount > 0 {
          file = try tree.write(to: file, root: root, workers: workers)
        }
        try file.finish()
      }
    } catch {
      throw ArtifactError(error, path: path)
    }
  }
}
