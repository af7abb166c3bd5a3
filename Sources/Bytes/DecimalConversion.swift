/// Correctly rounded conversion of decimal numbers to binary ones (round half to even), in any locale.
enum DecimalConversion {
  /// The double nearest to `digits` × 10^`exponent`; infinity if it is too large.
  ///
  /// The algorithm of Eisel and Lemire, which with 128-bit powers never fails for 64-bit digits (Mushtak and Lemire).
  @inline(__always)
  static func double(digits: UInt64, exponent: Int) -> Double {
    if digits == 0 || exponent < -342 { return 0 }
    if exponent > 308 { return .infinity }
    let shift = digits.leadingZeroBitCount
    let normalized = digits << UInt64(truncatingIfNeeded: shift)
    let power = PowersOfFive.shared[exponent]
    var product = normalized.multipliedFullWidth(by: power.high)
    if product.high & 0x1FF == 0x1FF {
      let correction = normalized.multipliedFullWidth(by: power.low).high
      let (low, overflow) = product.low.addingReportingOverflow(correction)
      product = (product.high &+ (overflow ? 1 : 0), low)
    }
    let upperBit = Int(truncatingIfNeeded: product.high >> 63)
    let cut = upperBit + 9
    var significand = product.high >> UInt64(truncatingIfNeeded: cut)
    // ⌊log₂ 10^exponent⌋ + 63, then the bias.
    var binaryExponent = ((217_706 &* exponent) >> 16) + 63 + upperBit - shift + 1023
    if binaryExponent <= 0 {
      guard binaryExponent > -63 else { return 0 }
      significand >>= UInt64(1 - binaryExponent)
      significand = (significand + (significand & 1)) >> 1
      return Double(bitPattern: significand)
    }
    if product.low <= 1 && exponent >= -4 && exponent <= 23 && significand & 3 == 1
      && significand << UInt64(truncatingIfNeeded: cut) == product.high
    {
      significand &= ~1
    }
    significand = (significand + (significand & 1)) >> 1
    if significand >= 1 << 53 {
      significand = 1 << 52
      binaryExponent += 1
    }
    if binaryExponent >= 0x7FF { return .infinity }
    return Double(bitPattern: (significand & ~(1 << 52)) | UInt64(truncatingIfNeeded: binaryExponent) << 52)
  }

  /// The double nearest to a number of which only the first digits are in `leading`.
  ///
  /// The number is at least `leading` × 10^`exponent` and less than (`leading` + 1) × 10^`exponent`. When that leaves a
  /// choice, `exact` is asked for the number itself.
  /// - Parameter exact: digits and exponent of the number; a non-zero rest beyond 800 digits may stand as one more digit.
  static func double(
    leading: UInt64, exponent: Int, exact: () -> (digits: BigNatural, exponent: Int)
  ) -> Double {
    let lower = double(digits: leading, exponent: exponent)
    let upper = double(digits: leading + 1, exponent: exponent)
    if lower == upper { return lower }
    // The boundary between the two neighbours: (2m + 1) · 2^(e - 1).
    let bits = lower.bitPattern
    let isSubnormal = bits >> 52 == 0
    let significand = bits & (1 << 52 - 1) | (isSubnormal ? 0 : 1 << 52)
    let binaryExponent = (isSubnormal ? 1 : Int(bits >> 52)) - 1075
    var boundary = BigNatural(2 * significand + 1)
    let value = exact()
    var number = value.digits
    if value.exponent >= 0 {
      number.multiply(byPowerOfFive: value.exponent)
    } else {
      boundary.multiply(byPowerOfFive: -value.exponent)
    }
    let shift = value.exponent - (binaryExponent - 1)
    if shift >= 0 { number.shiftLeft(by: shift) } else { boundary.shiftLeft(by: -shift) }
    if number == boundary { return significand & 1 == 0 ? lower : upper }
    return number < boundary ? lower : upper
  }
}
