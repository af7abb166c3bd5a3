import Core

/// The numbers of a dataset, as far as they exist before they are written.
enum HDF5ColumnValues: Sendable {
  case float64([Double])
  case int64([Int64])
  case uint8([UInt8])
  /// The column of every run's curve, gathered chunk by chunk.
  case curve(metric: Int, epochs: Int, runs: [ReleasedRun])

  /// The number of rows.
  var count: Int {
    switch self {
    case .float64(let values): values.count
    case .int64(let values): values.count
    case .uint8(let values): values.count
    case .curve(_, _, let runs): runs.count
    }
  }
}
