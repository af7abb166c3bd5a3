import Core

/// A column of a table, with what `column_metadata` says of it.
struct SQLiteColumn {
  /// The storage classes that a STRICT table of a release uses.
  enum Kind: String {
    case integer = "INTEGER"
    case real = "REAL"
    case text = "TEXT"
  }

  var name: String
  var kind: Kind
  /// What follows the type in the declaration: `NOT NULL REFERENCES run(id)`.
  var constraint: String
  var unit: MeasurementUnit
  var description: String
  var formula: String?
  var provenance: ProvenanceKind
  /// Smallest and largest possible value, for the data dictionary.
  var lower: Double?
  var upper: Double?

  init(
    _ name: String, _ kind: Kind, is constraint: String = "", unit: MeasurementUnit = .none, _ description: String,
    formula: String? = nil, _ provenance: ProvenanceKind = .derived
  ) {
    self.name = name
    self.kind = kind
    self.constraint = constraint
    self.unit = unit
    self.description = description
    self.formula = formula
    self.provenance = provenance
  }

  var declaration: String {
    "\(SQLiteName.quoted(name)) \(kind.rawValue)" + (constraint.isEmpty ? "" : " \(constraint)")
  }
}
