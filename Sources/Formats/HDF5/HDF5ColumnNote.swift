import Core

/// What stands beside the values of a dataset, so that a reader who has only the file understands them.
struct HDF5ColumnNote: Sendable {
  var unit: MeasurementUnit
  var longName: String
  var provenance: ProvenanceKind
  /// How the values are computed, for those that are not measured.
  var formula: String?
  /// What only a metric has: its split, its range and which end of it is better.
  var metric: MetricDefinition?

  init(_ longName: String, units: MeasurementUnit = .none, _ provenance: ProvenanceKind, formula: String? = nil) {
    unit = units
    self.longName = longName
    self.provenance = provenance
    self.formula = formula
  }

  /// What stands in the attribute `units`.
  ///
  /// xarray turns `seconds` into time spans of whole nanoseconds, which loses bits; `s` stays a number.
  var units: String { unit == .seconds ? "s" : unit.rawValue }

  init(_ metric: MetricDefinition) {
    self.init(metric.title, units: metric.unit, metric.provenanceKind, formula: metric.formula)
    self.metric = metric
  }
}
