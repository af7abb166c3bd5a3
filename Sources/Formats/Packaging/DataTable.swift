import Core

/// A table of one artifact, as the dictionary and the catalogues describe it.
struct DataTable: Sendable {
  /// Unique among the tables of one kind; several where tables are the same but for the name.
  var names: [String]
  /// The artifact that holds it, below the release.
  var path: String
  var kind: Kind
  /// What a row is.
  var title: String
  var columns: [Column]

  enum Kind: Sendable {
    case sqlite, parquet, csv, hdf5
    /// JSON, whole or by lines; a column is a key.
    case json
  }

  var name: String { names[0] }

  init(name: String, path: String, kind: Kind, title: String, columns: [Column]) {
    names = [name]
    self.path = path
    self.kind = kind
    self.title = title
    self.columns = columns
  }

  struct Column: Sendable, Equatable {
    enum Content: Sendable {
      case integer, real, text, boolean
      /// Of JSON alone.
      case object, list
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
    /// The dimensions that the values run along, where a table has more than one.
    var dimensions: String?
  }

  /// The tables of every artifact that holds tables and was written: SQLite, Parquet, CSV.
  static func all(of package: ReleasePackage) -> [DataTable] {
    var tables: [DataTable] = []
    for path in package.paths(endingIn: ".sqlite") { tables += SQLiteTable.dictionary(of: package.release, path) }
    if package.files.contains(where: { $0.path.hasPrefix("parquet/") }) {
      tables += ParquetTables(release: package.release).dictionary
    }
    for path in package.paths(endingIn: "-summary.csv.gz") {
      tables.append(SummaryRows.dictionary(of: package.release, path))
    }
    return tables
  }
}
