internal import Bytes

/// A decimal number exactly as it is written: ±digits × 10^exponent.
///
/// The digits, 0 to 9, begin and end with another one than 0; zero has none, and the exponent 0.
struct ExactDecimal: Sendable, Hashable {
  private(set) var isNegative = false
  private(set) var digits: [UInt8] = []
  private(set) var exponent = 0

  /// The largest magnitude kept of a written exponent.
  private static let exponentLimit = 1_000_000_000_000_000

  /// Reads a JSON number, which has been checked.
  /// - Complexity: O(length).
  init(_ bytes: RawSpan, _ range: Range<Int>) {
    var index = range.lowerBound
    if index < range.upperBound, bytes.byte(at: index) == UInt8(ascii: "-") {
      isNegative = true
      index += 1
    }
    var isFraction = false
    scan: while index < range.upperBound {
      let byte = bytes.byte(at: index)
      index += 1
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        exponent += Self.exponent(bytes, index..<range.upperBound)
        break scan
      default:
        let digit = byte &- 0x30
        if isFraction { exponent -= 1 }
        if digit <= 9, digit != 0 || !digits.isEmpty { digits.append(digit) }
      }
    }
    while digits.last == 0 {
      digits.removeLast()
      exponent += 1
    }
    if digits.isEmpty {
      exponent = 0
      isNegative = false
    }
  }

  private static func exponent(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
    var value = 0
    var isNegative = false
    for index in range {
      let byte = bytes.byte(at: index)
      if byte == UInt8(ascii: "-") { isNegative = true }
      if byte &- 0x30 <= 9 { value = min(value * 10 + Int(byte - 0x30), exponentLimit) }
    }
    return isNegative ? -value : value
  }

  var isInteger: Bool { exponent >= 0 }
  var isZero: Bool { digits.isEmpty }

  /// A whole number of at most 18 digits, nil for any other.
  var shortInteger: Int64? {
    guard exponent >= 0, digits.count + exponent <= 18 else { return nil }
    var value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
    for _ in 0..<exponent { value *= 10 }
    return isNegative ? -value : value
  }

  /// Whether this is a whole multiple of `divisor`, which is not zero.
  ///
  /// - Complexity: O(digits of both, times the limbs of the divisor); however large the exponents are.
  func isMultiple(of divisor: ExactDecimal) -> Bool {
    if isZero { return true }
    // With fewer powers of ten than the divisor, and no zero at the end of its digits, it is none.
    guard exponent >= divisor.exponent else { return false }
    var remainder = DecimalRemainder(modulus: divisor.digits)
    for digit in digits { remainder.append(digit) }
    // More powers of two and five than the divisor has bits change nothing more.
    let zeros = min(exponent - divisor.exponent, 4 * divisor.digits.count + 4)
    for _ in 0..<zeros where !remainder.isZero { remainder.append(0) }
    return remainder.isZero
  }
}

extension ExactDecimal: Comparable {
  static func < (first: ExactDecimal, second: ExactDecimal) -> Bool {
    if first.isNegative != second.isNegative { return first.isNegative }
    return first.isNegative ? second.isSmaller(than: first) : first.isSmaller(than: second)
  }

  /// Compares without the signs.
  private func isSmaller(than other: ExactDecimal) -> Bool {
    if isZero || other.isZero { return isZero && !other.isZero }
    let place = digits.count + exponent
    let otherPlace = other.digits.count + other.exponent
    if place != otherPlace { return place < otherPlace }
    return digits.lexicographicallyPrecedes(other.digits)
  }
}
