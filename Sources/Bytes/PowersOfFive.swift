/// The 128 highest bits of the powers of five that conversion between decimal and binary needs.
///
/// Entry q holds the c with 2¹²⁷ ≤ c < 2¹²⁸ and c ≈ 5^q · 2^n for some n: exact for 0 ≤ q ≤ 55, rounded up for
/// -27 ≤ q < 0 (Lemire's proof of the fast path wants it so), otherwise rounded down.
struct PowersOfFive: Sendable {
  static let exponents = -342...326
  /// Computed on first use, in about a millisecond.
  static let shared = PowersOfFive()

  /// The high and the low word of each entry, in the order of the exponents.
  private let words: [UInt64]

  private init() {
    var positive: [UInt64] = []
    var negative: [(high: UInt64, low: UInt64)] = []
    var power = BigNatural(1)
    for exponent in 0...342 {
      if exponent > 0 {
        power.multiply(by: 5)
        negative.append(reciprocal(of: power, roundingUp: exponent <= 27))
      }
      if exponent <= Self.exponents.upperBound {
        let top = power.top128
        positive.append(top.high)
        positive.append(top.low)
      }
    }
    var words: [UInt64] = []
    words.reserveCapacity(2 * Self.exponents.count)
    for entry in negative.reversed() {
      words.append(entry.high)
      words.append(entry.low)
    }
    self.words = words + positive
  }

  /// The entry of `exponent`, which must be in `exponents`.
  @inline(__always)
  subscript(exponent: Int) -> (high: UInt64, low: UInt64) {
    let index = 2 * (exponent + 342)
    return (words[index], words[index + 1])
  }

  /// The entry of `exponent` rounded up if it is not exact.
  @inline(__always)
  subscript(roundedUp exponent: Int) -> (high: UInt64, low: UInt64) {
    let entry = self[exponent]
    let addend: UInt64 = exponent < -27 || exponent > 55 ? 1 : 0
    let (low, overflow) = entry.low.addingReportingOverflow(addend)
    return (entry.high &+ (overflow ? 1 : 0), low)
  }
}

/// The highest 128 bits of 1 / `power`, by long division, one bit at a time.
private func reciprocal(of power: BigNatural, roundingUp: Bool) -> (high: UInt64, low: UInt64) {
  var remainder = BigNatural(1)
  remainder.shiftLeft(by: power.bitWidth - 1)
  var high: UInt64 = 0
  var low: UInt64 = 0
  for _ in 0..<128 {
    remainder.multiply(by: 2)
    high = high << 1 | low >> 63
    low <<= 1
    if remainder >= power {
      remainder.subtract(power)
      low |= 1
    }
  }
  if roundingUp {
    let (sum, overflow) = low.addingReportingOverflow(1)
    low = sum
    high += overflow ? 1 : 0
  }
  return (high, low)
}
