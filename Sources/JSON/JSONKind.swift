/// What a value of a document is.
public enum JSONKind: UInt8, Sendable {
  case null
  case `false`
  case `true`
  /// A whole number that fits in 64 bits.
  case integer
  /// A whole number that does not.
  case bigInteger
  /// A number with a fraction or an exponent, or a bare `NaN`, `Infinity` or `-Infinity`.
  case double
  case string
  case array
  case object

  /// The word for messages, with its article: `an integer`.
  public var description: String {
    switch self {
    case .null: "null"
    case .false: "false"
    case .true: "true"
    case .integer: "an integer"
    case .bigInteger: "an integer beyond 64 bits"
    case .double: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}
