import Core

/// One cell of the answer to a query.
public enum QueryValue: Sendable, Hashable {
  /// Not measured, or not defined for the row.
  case absent
  case integer(Int)
  /// Also NaN and the infinities, where they were measured.
  case number(Double)
  case text(String)

  /// The value as a number, nil for a text and where it is absent or not a number.
  var ordered: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value.isNaN ? nil : value
    case .absent, .text: nil
    }
  }

  /// Whether this value comes before `other`: numbers by size, texts bytewise; nil where they cannot be compared.
  func precedes(_ other: QueryValue) -> Bool? {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): return left < right
    case (.number(let left), .number(let right)): return left.isNaN || right.isNaN ? nil : left < right
    case (.text(let left), .text(let right)): return left.precedesBytewise(right)
    default:
      guard let left = ordered, let right = other.ordered else { return nil }
      return left < right
    }
  }
}
