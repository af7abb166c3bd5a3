import Core

/// A table of one artifact, as the dictionary and the catalogues describe it.
struct DataTable: Sendable {
  /// Unique among the tables of one kind.
  var name: String
  /// The artifact that holds it, below the release.
  var path: String
  var kind: Kind
  /// What a row is.
  var title: String
  var columns: [Column]

  enum Kind: Sendable {
    case sqlite, parquet, csv
  }

  struct Column: Sendable {
    enum Content: Sendable {
      case integer, real, text, boolean
    }
    var name: String
    var content: Content
    var unit = MeasurementUnit.none
    var title: String
    var formula: String?
    var provenance = ProvenanceKind.derived
    /// Smallest and largest possible value.
    var lower: Double?
    var upper: Double?
    /// The table that a foreign key leads to.
    var reference: String?
  }

  /// The tables of every artifact that was written: SQLite, Parquet, CSV.
  static func all(of package: ReleasePackage) -> [DataTable] {
    var tables: [DataTable] = []
    for path in package.paths(endingIn: ".sqlite") { tables += SQLiteFiller.dictionary(of: package.release, path) }
    if package.files.contains(where: { $0.path.hasPrefix("parquet/") }) {
      tables += ParquetTables(release: package.release).dictionary
    }
    for path in package.paths(endingIn: "-summary.csv.gz") {
      tables.append(SummaryRows.dictionary(of: package.release, path))
    }
    return tables
  }
}
