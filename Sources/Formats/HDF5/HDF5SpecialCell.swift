import Core

/// A measured value that no dataset of metrics can hold.
struct HDF5SpecialCell {
  /// Nil for a value of the run as a whole.
  let epoch: Int?
  let metric: MetricName
  let value: Double
}
