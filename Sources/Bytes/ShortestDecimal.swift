/// The shortest decimal number that reads back as a given double, and of those the nearest: digits × 10^exponent.
///
/// Source: Junekey Jeon, "Dragonbox: A New Floating-Point Binary-to-Decimal Conversion Algorithm". Of two that are
/// equally near the even one is taken. Zeros at the end of the digits are not removed.
struct ShortestDecimal: Hashable {
  var digits: UInt64
  var exponent: Int

  /// - Parameter bits: the pattern of a finite double; its sign is ignored.
  @inline(__always)
  init(bits: UInt64, _ powers: PowersOfFive) {
    let fraction = bits & (1 << 52 - 1)
    let biased = Int(truncatingIfNeeded: bits >> 52) & 0x7FF
    if biased == 0 {
      self.init(significand: fraction, binaryExponent: -1074, powers)
      return
    }
    let significand = fraction | 1 << 52
    let binaryExponent = biased - 1075
    let shift = -binaryExponent
    if shift >= 0 && shift < 53 && significand.trailingZeroBitCount >= shift {
      self.init(digits: significand >> UInt64(truncatingIfNeeded: shift), exponent: 0)
    } else if fraction == 0 && biased > 1 {
      self.init(powerOfTwo: binaryExponent, powers)
    } else {
      self.init(significand: significand, binaryExponent: binaryExponent, powers)
    }
  }

  @inline(__always)
  private init(digits: UInt64, exponent: Int) {
    self.digits = digits
    self.exponent = exponent
  }

  /// A number whose neighbours are equally far away.
  @inline(__always)
  private init(significand: UInt64, binaryExponent: Int, _ powers: PowersOfFive) {
    // Numbers from here on are in units of 10^(decimal - 2), in which neighbours are 100 to 1000 apart.
    let decimal = floorLog10OfPower2(binaryExponent)
    let scale = DecimalScale(binaryExponent, decimalExponent: decimal - 2, powers)
    let isEven = significand & 1 == 0
    // What reads back as the number reaches from `width` below `upper` to it, the ends among them where it is even.
    let (upper, isUpperWhole) = scale.scaled(2 &* significand | 1)
    let width = scale.high &>> UInt64(truncatingIfNeeded: 63 &- scale.shift)
    var thousands = upper / 1000
    var rest = upper &- 1000 &* thousands
    var isShorterInside = rest < width
    if rest == width {
      let lower = scale.parity(2 &* significand &- 1)
      isShorterInside = lower.isOdd || (lower.isWhole && isEven)
    }
    if rest == 0 && isUpperWhole && !isEven {
      thousands &-= 1
      rest = 1000
      isShorterInside = false
    }
    // Both candidates are made and one is taken without a branch: which it is, nobody can foretell.
    let shorter = 10 &* thousands
    let distance = UInt32(truncatingIfNeeded: rest &- width >> 1 &+ 50)
    let hundreds = distance / 100
    var longer = shorter &+ UInt64(hundreds)
    if distance &- 100 &* hundreds == 0 && !isShorterInside {
      // The number lies between two candidates, or next to it.
      let center = scale.parity(2 &* significand)
      if center.isOdd != ((distance ^ 50) & 1 != 0) || (center.isWhole && longer & 1 != 0) { longer &-= 1 }
    }
    self.init(digits: isShorterInside ? shorter : longer, exponent: decimal)
  }

  /// 2^(52 + binaryExponent), whose lower neighbour is half as far away as the upper one.
  @inline(never)
  private init(powerOfTwo binaryExponent: Int, _ powers: PowersOfFive) {
    // ⌊log₁₀ ¾ 2^binaryExponent⌋
    let decimal = (binaryExponent &* 1_262_611 &- 524_031) >> 22
    let scale = DecimalScale(binaryExponent, decimalExponent: decimal, powers)
    let cut = UInt64(truncatingIfNeeded: 11 &- scale.shift)
    let isLowerWhole = binaryExponent == 2 || binaryExponent == 3
    let lower = (scale.high &- scale.high >> 54) >> cut &+ (isLowerWhole ? 0 : 1)
    let upper = (scale.high &+ scale.high >> 53) >> cut
    let tens = upper / 10 &* 10
    if tens >= lower {
      self.init(digits: tens, exponent: decimal)
      return
    }
    var nearest = (scale.high >> (cut &- 1) &+ 1) / 2
    if nearest & 1 != 0 && binaryExponent == -77 {
      nearest &-= 1
    } else if nearest < lower {
      nearest &+= 1
    }
    self.init(digits: nearest, exponent: decimal)
  }
}

/// Multiplies by 2^binaryExponent / 10^decimalExponent.
private struct DecimalScale {
  /// The 128 highest bits of the power of ten, rounded up.
  let high: UInt64
  let low: UInt64
  /// How many bits of a product with 128 bits below stand before the point.
  let shift: Int

  @inline(__always)
  init(_ binaryExponent: Int, decimalExponent: Int, _ powers: PowersOfFive) {
    (high, low) = powers[roundedUp: -decimalExponent]
    shift = binaryExponent &+ floorLog2OfPower10(-decimalExponent)
  }

  /// ⌊scaled half of `value`⌋, and whether nothing was cut.
  @inline(__always)
  func scaled(_ value: UInt64) -> (floor: UInt64, isWhole: Bool) {
    let value = value &<< UInt64(truncatingIfNeeded: shift)
    let product = high.multipliedFullWidth(by: value)
    let (rest, overflow) = product.low.addingReportingOverflow(low.multipliedFullWidth(by: value).high)
    return (product.high &+ (overflow ? 1 : 0), rest == 0)
  }

  /// Whether ⌊scaled half of `value`⌋ is odd, and whether nothing was cut.
  @inline(__always)
  func parity(_ value: UInt64) -> (isOdd: Bool, isWhole: Bool) {
    let product = low.multipliedFullWidth(by: value)
    let top = high &* value &+ product.high
    let rest = UInt64(truncatingIfNeeded: 64 &- shift)
    return (top &>> rest & 1 != 0, top &<< UInt64(truncatingIfNeeded: shift) | product.low &>> rest == 0)
  }
}

/// ⌊log₁₀ 2^exponent⌋
@inline(__always)
private func floorLog10OfPower2(_ exponent: Int) -> Int { (exponent &* 1_262_611) >> 22 }

/// ⌊log₂ 10^exponent⌋
@inline(__always)
private func floorLog2OfPower10(_ exponent: Int) -> Int { (exponent &* 1_741_647) >> 19 }
