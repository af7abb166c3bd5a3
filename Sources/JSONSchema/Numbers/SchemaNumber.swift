internal import JSON

/// A number of a schema, ready to be compared with those of documents.
struct SchemaNumber: Sendable {
  let exact: ExactDecimal
  /// The nearest double, infinite beyond the largest.
  let double: Double
  /// The number itself, if it is a whole one written without point and exponent within 64 bits.
  let integer: Int64?

  /// The most digits, zeros at both ends left out.
  static let digitLimit = 1000

  init(_ value: JSONValue, of tape: JSONTape) {
    let exact = ExactDecimal(value, of: tape)
    self.exact = exact
    double = tape.double(value) ?? (exact.isNegative ? -.infinity : .infinity)
    integer = tape.integer(value)
  }
}

extension ExactDecimal {
  init(_ value: JSONValue, of tape: JSONTape) {
    let range = tape.sourceRange(of: value)
    self = tape.withSource { ExactDecimal($0, range) }
  }
}
