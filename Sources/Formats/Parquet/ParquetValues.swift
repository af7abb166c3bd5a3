/// The values of one column in one row group, nil where absent.
public enum ParquetValues: Sendable {
  case int64([Int64?])
  case double([Double?])
  case boolean([Bool?])
  case string([String?])

  public var count: Int {
    switch self {
    case .int64(let values): values.count
    case .double(let values): values.count
    case .boolean(let values): values.count
    case .string(let values): values.count
    }
  }

  var kind: ParquetColumn.Kind {
    switch self {
    case .int64: .int64
    case .double: .double
    case .boolean: .boolean
    case .string: .string
    }
  }
}
