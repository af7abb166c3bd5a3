/// A column of a Parquet file.
public struct ParquetColumn: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case int64
    case double
    case boolean
    /// UTF-8 text.
    case string
  }

  public var name: String
  public var kind: Kind
  /// Whether values may be absent.
  public var isOptional: Bool

  public init(_ name: String, _ kind: Kind, isOptional: Bool = false) {
    self.name = name
    self.kind = kind
    self.isOptional = isOptional
  }
}

extension ParquetColumn.Kind {
  /// The number of the physical type (`parquet.thrift`, `Type`).
  var physicalType: Int32 {
    switch self {
    case .boolean: 0
    case .int64: 2
    case .double: 5
    case .string: 6
    }
  }
}
