/// The shortest decimal number that reads back as a given double, and of those the nearest: digits × 10^exponent.
///
/// Raffaello Giulietti's Schubfach. Zeros at the end of the digits are not removed.
struct ShortestDecimal: Hashable {
  var digits: UInt64
  var exponent: Int

  /// - Parameter bits: the pattern of a finite double; its sign is ignored.
  @inline(__always)
  init(bits: UInt64) {
    let fraction = bits & (1 << 52 - 1)
    let biased = Int(truncatingIfNeeded: bits >> 52) & 0x7FF
    let significand: UInt64
    let binaryExponent: Int
    if biased != 0 {
      significand = fraction | 1 << 52
      binaryExponent = biased - 1075
      let shift = -binaryExponent
      if shift >= 0 && shift < 53 && significand.trailingZeroBitCount >= shift {
        self.init(digits: significand >> UInt64(truncatingIfNeeded: shift), exponent: 0)
        return
      }
    } else {
      significand = fraction
      binaryExponent = -1074
    }
    self.init(
      significand: significand, binaryExponent: binaryExponent, lowerIsCloser: fraction == 0 && biased > 1)
  }

  @inline(__always)
  private init(digits: UInt64, exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  @inline(__always)
  private init(significand: UInt64, binaryExponent: Int, lowerIsCloser: Bool) {
    // The decimal exponent ⌊log₁₀ 2^binaryExponent⌋ (of ¾ of it where the lower neighbour is closer).
    let decimal = (binaryExponent &* 1_262_611 &- (lowerIsCloser ? 524_031 : 0)) >> 22
    let shift = UInt64(truncatingIfNeeded: binaryExponent &+ ((-decimal &* 1_741_647) >> 19) &+ 1)
    let power = PowersOfFive.shared[roundedUp: -decimal]
    let center = 4 &* significand
    let below = roundToOdd(power, (center &- (lowerIsCloser ? 1 : 2)) &<< shift)
    let scaled = roundToOdd(power, center &<< shift)
    let above = roundToOdd(power, (center &+ 2) &<< shift)
    // Ties go to the even significand, so the ends of its interval belong to it.
    let odd = significand & 1
    let lower = below &+ odd
    let upper = above &- odd
    let quarter = scaled >> 2
    // Both candidates are made and one is taken without a branch: which it is, nobody can foretell. A tenth has one
    // digit less, made up for by a zero.
    let tenth = quarter / 10
    let isTenthFloorInside = lower <= 40 &* tenth
    let isTenthCeilingInside = 40 &* tenth &+ 40 <= upper
    let shorter = 10 &* (tenth &+ (isTenthCeilingInside ? 1 : 0))
    let isFloorInside = lower <= 4 &* quarter
    let isCeilingInside = 4 &* quarter &+ 4 <= upper
    let middle = 4 &* quarter &+ 2
    let isNearerToCeiling = scaled > middle || (scaled == middle && quarter & 1 != 0)
    let roundsUp = isFloorInside != isCeilingInside ? isCeilingInside : isNearerToCeiling
    let longer = quarter &+ (roundsUp ? 1 : 0)
    digits = quarter >= 10 && isTenthFloorInside != isTenthCeilingInside ? shorter : longer
    exponent = decimal
  }
}

/// ⌊power × factor / 2¹²⁸⌋, with the lowest bit set if something was cut.
@inline(__always)
private func roundToOdd(_ power: (high: UInt64, low: UInt64), _ factor: UInt64) -> UInt64 {
  let low = power.low.multipliedFullWidth(by: factor)
  let high = power.high.multipliedFullWidth(by: factor)
  let (middle, overflow) = high.low.addingReportingOverflow(low.high)
  return (high.high &+ (overflow ? 1 : 0)) | (middle > 1 ? 1 : 0)
}
