/// The parts of a decimal number in bytes: where its digits are, and what its exponent says.
struct DecimalToken {
  /// The digits with at most one point among them, from the first digit or point.
  var digits: Range<Int>
  /// How many of them follow the point.
  var fractionCount: Int
  /// The exponent behind `e`, 0 without one; held within ±10¹⁵.
  var writtenExponent: Int
  var isNegative: Bool

  /// The most digits that can matter to rounding to a double, and some.
  private static let significantLimit = 800

  /// The nearest double, for a number of more than 19 digits (leading zeros do not count).
  func double(in bytes: UnsafeRawBufferPointer) -> Double {
    var leading: UInt64 = 0
    var count = 0
    var dropped = 0
    unsafe forEachDigit(bytes) { digit in
      if count == 0 && digit == 0 { return }
      if count < 19 {
        leading = leading &* 10 &+ digit
        count += 1
      } else {
        dropped += 1
      }
    }
    let exponent = writtenExponent - fractionCount + dropped
    let magnitude =
      dropped == 0
      ? DecimalConversion.double(digits: leading, exponent: exponent)
      : DecimalConversion.double(leading: leading, exponent: exponent) { unsafe exactDigits(bytes) }
    return isNegative ? -magnitude : magnitude
  }

  /// The number without its sign as digits × 10^exponent; a rest that is not zero behind 800 digits becomes one digit 1.
  private func exactDigits(_ bytes: UnsafeRawBufferPointer) -> (digits: BigNatural, exponent: Int) {
    var number = BigNatural(0)
    var count = 0
    var dropped = 0
    var hasRest = false
    unsafe forEachDigit(bytes) { digit in
      if count == 0 && digit == 0 { return }
      if count < Self.significantLimit {
        if count == 0 { number = BigNatural(digit) } else { number.multiply(by: 10, adding: digit) }
        count += 1
      } else {
        dropped += 1
        if digit != 0 { hasRest = true }
      }
    }
    var exponent = writtenExponent - fractionCount + dropped
    if hasRest {
      number.multiply(by: 10, adding: 1)
      exponent -= 1
    }
    return (number, exponent)
  }

  private func forEachDigit(_ bytes: UnsafeRawBufferPointer, _ body: (UInt64) -> Void) {
    for index in digits {
      let digit = unsafe bytes[index] &- 0x30
      if digit <= 9 { body(UInt64(digit)) }
    }
  }
}
