import Core
import JSON

extension JSONTape {
  /// A measured number: nil for null, a special value for its text.
  func releaseNumber(_ value: JSONValue) throws(ReleaseLineFault) -> Double? {
    switch kind(of: value) {
    case .null: return nil
    case .double, .integer, .bigInteger:
      if let number = double(value), number.isFinite { return number }
    case .string:
      if let number = specialNumber(value) { return number }
    default: break
    }
    throw ReleaseLineFault(
      value, self, String(sourceText(of: value).prefix(80)),
      expected: "a finite number, \"NaN\", \"Infinity\", \"-Infinity\" or null")
  }

  /// The number that a text stands for, nil for any other text.
  func specialNumber(_ value: JSONValue) -> Double? {
    if text(value, equals: "NaN") { return .nan }
    if text(value, equals: "Infinity") { return .infinity }
    if text(value, equals: "-Infinity") { return -.infinity }
    return nil
  }
}
