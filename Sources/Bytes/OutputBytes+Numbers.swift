extension OutputBytes {
  /// Appends a whole number in decimal.
  public mutating func append(integer value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(natural: value.magnitude)
  }

  /// Appends a whole number in decimal.
  public mutating func append(integer value: Int) {
    append(integer: Int64(value))
  }

  /// Appends a natural number in decimal.
  public mutating func append(natural value: UInt64) {
    reserve(32)
    let target = unsafe memory + count
    if value < 10 {
      unsafe target.storeBytes(of: UInt8(truncatingIfNeeded: value) | 0x30, as: UInt8.self)
      count &+= 1
      return
    }
    let (rest, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
    let (high, middle) = rest.quotientAndRemainder(dividingBy: 100_000_000)
    count &+= unsafe storeDigits(high, middle, low, at: target)
  }

  /// Appends the shortest text that reads back as `value`, laid out as Python's `repr` does: `0.0001`, `1.0`, `1e+16`,
  /// `7.6e+24`, `5e-324`, `-0.0`.
  ///
  /// - Precondition: `value.isFinite`. Formats differ in how they write the rest; that is the caller's part.
  public mutating func append(double value: Double) {
    precondition(value.isFinite, "a number that is not finite has no digits")
    reserve(48)
    count &+= unsafe ScaledDigits(value, .shared).layOut(at: memory + count)
  }

  /// Appends the leading numbers of `values` that are finite as `append(double:)` does, with `separator` between two.
  ///
  /// Some numbers are made before the first of them is laid out: where each would begin only when the length of the one
  /// before is known, the processor waits.
  /// - Returns: How many there are.
  public mutating func append(doubles values: Span<Double>, separator: UInt8) -> Int {
    reserve(26 * values.count + 48)
    let powers = PowersOfFive.shared
    var numbers = InlineArray<16, ScaledDigits>(repeating: ScaledDigits())
    var done = 0
    while done < values.count {
      let wanted = min(numbers.count, values.count &- done)
      var made = 0
      while made < wanted, values[done &+ made].isFinite {
        numbers[made] = ScaledDigits(values[done &+ made], powers)
        made &+= 1
      }
      for index in 0..<made {
        unsafe memory.storeBytes(of: separator, toByteOffset: count, as: UInt8.self)
        count &+= done &+ index == 0 ? 0 : 1
        count &+= unsafe numbers[index].layOut(at: memory + count)
      }
      done &+= made
      if made < wanted { break }
    }
    return done
  }
}

/// The sign and seventeen digits of a finite number, with zeros behind the last.
private struct ScaledDigits {
  private var isNegative = false
  private var digits: UInt64 = 0
  /// How many digits stand before the point.
  private var point = 0

  /// Zero.
  @inline(__always)
  init() {}

  @inline(__always)
  init(_ value: Double, _ powers: PowersOfFive) {
    isNegative = value.sign == .minus
    if value == 0 { return }
    let decimal = ShortestDecimal(bits: value.bitPattern, powers)
    (digits, point) = (decimal.digits, decimal.exponent &+ 17)
    if digits < 1_000_000_000_000_000 {
      let missing = 16 &- decimalDigitCount(digits)
      digits = digits &* powersOfTen[missing]
      point &-= missing
    }
    // Sixteen digits or seventeen: nobody can foretell it, so there is no branch.
    let isShorter = digits < 10_000_000_000_000_000
    digits = isShorter ? 10 &* digits : digits
    point &-= isShorter ? 1 : 0
  }

  /// Writes the number as `OutputBytes.append(double:)` describes it; returns the number of bytes. Up to 40 are written.
  @unsafe @inline(__always)
  func layOut(at target: UnsafeMutableRawPointer) -> Int {
    unsafe target.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
    let sign = isNegative ? 1 : 0
    if digits == 0 {
      unsafe target.storeBytes(of: 0x0030_2E30, toByteOffset: sign, as: UInt32.self)
      return sign &+ 3
    }
    return sign &+ (unsafe SeventeenDigits(digits).layOut(point, at: target + sign))
  }
}

/// The digits of a number, zeros behind the last, in registers: what is stored and read again at another place at once
/// makes the processor wait.
private struct SeventeenDigits {
  private let first: UInt8
  /// Eight digits each as text, the first in the lowest bits.
  private let middle: UInt64
  private let last: UInt64
  /// How many digits there are without the zeros at the end, at least 1.
  private let significant: Int

  /// - Parameter value: 10¹⁶ to 10¹⁷ - 1.
  @inline(__always)
  init(_ value: UInt64) {
    let (first, rest) = value.quotientAndRemainder(dividingBy: 10_000_000_000_000_000)
    let (middle, last) = rest.quotientAndRemainder(dividingBy: 100_000_000)
    let middleDigits = WordPattern.digits(of: middle)
    let lastDigits = WordPattern.digits(of: last)
    significant =
      last == 0 ? 9 &- middleDigits.leadingZeroBitCount >> 3 : 17 &- lastDigits.leadingZeroBitCount >> 3
    self.first = UInt8(truncatingIfNeeded: first) | 0x30
    self.middle = middleDigits | 0x3030_3030_3030_3030
    self.last = lastDigits | 0x3030_3030_3030_3030
  }

  /// Writes the number with `point` digits before the point; returns the number of bytes. Up to 32 are written.
  @unsafe @inline(__always)
  func layOut(_ point: Int, at target: UnsafeMutableRawPointer) -> Int {
    if point > 16 || point < -3 { return unsafe layOut(exponent: point - 1, at: target) }
    if point <= 0 {
      unsafe target.storeBytes(of: 0x3030_3030_3030_2E30, as: UInt64.self)
      unsafe store(at: target + 2 - point)
      return 2 - point + significant
    }
    unsafe store(at: target)
    if point >= significant {
      unsafe target.storeBytes(of: 0x302E, toByteOffset: point, as: UInt16.self)
      return point + 2
    }
    unsafe target.storeBytes(of: UInt8(ascii: "."), toByteOffset: point, as: UInt8.self)
    if point <= 8 {
      let rest = middle &>> UInt64(8 &* (point &- 1))
      unsafe target.storeBytes(of: rest, toByteOffset: point + 1, as: UInt64.self)
      unsafe target.storeBytes(of: last, toByteOffset: 10, as: UInt64.self)
    } else {
      let rest = last &>> UInt64(8 &* (point &- 9))
      unsafe target.storeBytes(of: rest, toByteOffset: point + 1, as: UInt64.self)
    }
    return significant + 1
  }

  /// Writes the digits one behind the other.
  @unsafe @inline(__always)
  private func store(at target: UnsafeMutableRawPointer) {
    unsafe target.storeBytes(of: first, as: UInt8.self)
    unsafe target.storeBytes(of: middle, toByteOffset: 1, as: UInt64.self)
    unsafe target.storeBytes(of: last, toByteOffset: 9, as: UInt64.self)
  }

  /// Writes `d.ddde±XX`.
  @unsafe
  private func layOut(exponent: Int, at target: UnsafeMutableRawPointer) -> Int {
    unsafe target.storeBytes(of: first, as: UInt8.self)
    var length = 1
    if significant > 1 {
      unsafe target.storeBytes(of: UInt8(ascii: "."), toByteOffset: 1, as: UInt8.self)
      unsafe target.storeBytes(of: middle, toByteOffset: 2, as: UInt64.self)
      unsafe target.storeBytes(of: last, toByteOffset: 10, as: UInt64.self)
      length = significant + 1
    }
    unsafe target.storeBytes(of: UInt8(ascii: "e"), toByteOffset: length, as: UInt8.self)
    unsafe target.storeBytes(of: UInt8(ascii: exponent < 0 ? "-" : "+"), toByteOffset: length + 1, as: UInt8.self)
    length += 2
    var rest = UInt8(truncatingIfNeeded: exponent.magnitude % 100)
    if exponent.magnitude >= 100 {
      let hundreds = UInt8(truncatingIfNeeded: exponent.magnitude / 100)
      unsafe target.storeBytes(of: 0x30 + hundreds, toByteOffset: length, as: UInt8.self)
      length += 1
    }
    unsafe target.storeBytes(of: 0x30 + rest / 10, toByteOffset: length, as: UInt8.self)
    rest %= 10
    unsafe target.storeBytes(of: 0x30 + rest, toByteOffset: length + 1, as: UInt8.self)
    return length + 2
  }
}

/// The number of decimal digits of a number that is not zero.
@inline(__always)
private func decimalDigitCount(_ value: UInt64) -> Int {
  // 1233 / 4096 ≈ log₁₀ 2.
  let estimate = ((64 &- value.leadingZeroBitCount) &* 1233) >> 12
  return estimate &+ (value >= powersOfTen[estimate] ? 1 : 0)
}

private let powersOfTen: InlineArray<20, UInt64> = [
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
  100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
  10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]

/// Stores the digits of high · 10¹⁶ + middle · 10⁸ + low, not zero, high < 10⁴, without leading zeros; returns their count.
///
/// Up to 24 bytes are written.
@unsafe @inline(__always) @discardableResult
private func storeDigits(_ high: UInt64, _ middle: UInt64, _ low: UInt64, at target: UnsafeMutableRawPointer) -> Int {
  var length = 0
  let zeros: UInt64 = 0x3030_3030_3030_3030
  if high != 0 {
    let word = WordPattern.digits(of: high)
    let skipped = word.trailingZeroBitCount >> 3
    unsafe target.storeBytes(of: (word | zeros) &>> UInt64(8 &* skipped), as: UInt64.self)
    length = 8 &- skipped
  }
  if high | middle != 0 {
    let word = WordPattern.digits(of: middle)
    let skipped = length == 0 ? word.trailingZeroBitCount >> 3 : 0
    unsafe target.storeBytes(of: (word | zeros) &>> UInt64(8 &* skipped), toByteOffset: length, as: UInt64.self)
    length &+= 8 &- skipped
  }
  let word = WordPattern.digits(of: low)
  let skipped = length == 0 ? word.trailingZeroBitCount >> 3 : 0
  unsafe target.storeBytes(of: (word | zeros) &>> UInt64(8 &* skipped), toByteOffset: length, as: UInt64.self)
  return length &+ 8 &- skipped
}
