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
public struct SQLiteWriter: TracingArtifactWriter {
  /// `CELR`, in the header of the file.
  public static let applicationID: Int32 = 0x4345_4C52
  /// The version of the tables.
  public static let userVersion = 1
  static let pageSize = 8192

  public init() {}

  public var name: String { "sqlite" }

  public func fileName(for release: Release) -> String { release.name + ".sqlite" }

  public func losses(from release: Release) -> [ArtifactLoss] {
    let facts = release.runs { !$0.info.isEmpty }
    return facts > 0 ? [ArtifactLoss("facts beside the numbers of runs", count: facts, isProvenance: true)] : []
  }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    let header = SQLiteDatabase.Header(
      applicationID: Self.applicationID, userVersion: Self.userVersion, pageSize: Self.pageSize)
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

  /// Whether the tables that follow from the runs hold those of `release`; what is only told of it, such as facts and
  /// findings, is taken as it stands.
  public func holds(_ release: Release, at path: String, workers: Int) throws -> Bool {
    try Self.reading(path) { try SQLiteComparison(release, at: path).isSame(workers: workers) }
  }

  public func differences(from release: Release, at path: String) throws -> [ArtifactDifference] {
    try Self.reading(path) { try SQLiteComparison(release, at: path).differences(inPages: true) }
  }

  public func statisticsDifferences(from release: Release, at path: String) throws -> [ArtifactDifference] {
    try Self.reading(path) { try SQLiteComparison(release, at: path).statisticsDifferences() }
  }

  public func sources(at path: String) throws -> ReleaseSources {
    try SQLiteReleaseStore(reading: path).allSources()
  }

  /// Runs `body`, its error as one about the file at `path`.
  private static func reading<Result>(_ path: String, _ body: () throws -> Result) throws(ReleaseInputError) -> Result {
    do { return try body() } catch { throw ReleaseInputError(error, path: path) }
  }
}
