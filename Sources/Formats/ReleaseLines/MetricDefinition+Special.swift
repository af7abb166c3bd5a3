import Core

extension MetricDefinition {
  /// Whether a special value of `metric` is one of this column too: of itself, or a NaN of the column that it negates,
  /// since derived columns have no special values of their own.
  func shares(_ value: Double, of metric: MetricName) -> Bool {
    name == metric || (value.isNaN && formula == "0 - \(metric)")
  }
}
