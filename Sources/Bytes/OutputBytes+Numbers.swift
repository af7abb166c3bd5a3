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
    reserve(96)
    if value.sign == .minus { append(UInt8(ascii: "-")) }
    if value == 0 { return append("0.0") }
    let decimal = ShortestDecimal(bits: value.bitPattern)
    let start = unsafe memory + count
    // The digits are made behind the place they go to, then moved around the point.
    let scratch = unsafe start + 48
    var digitCount = decimalDigitCount(decimal.digits)
    let (rest, low) = decimal.digits.quotientAndRemainder(dividingBy: 100_000_000)
    let (high, middle) = rest.quotientAndRemainder(dividingBy: 100_000_000)
    unsafe storeDigits(high, middle, low, at: scratch)
    let point = digitCount + decimal.exponent
    while unsafe digitCount > 1 && scratch.load(fromByteOffset: digitCount - 1, as: UInt8.self) == 0x30 {
      digitCount &-= 1
    }
    if point > 16 || point < -3 {
      count &+= unsafe layOutExponent(scratch, digitCount, exponent: point - 1, at: start)
    } else if point <= 0 {
      unsafe start.storeBytes(of: 0x3030_3030_3030_2E30, as: UInt64.self)
      unsafe copy24(from: scratch, to: start + 2 - point)
      count &+= 2 - point + digitCount
    } else if point >= digitCount {
      unsafe copy24(from: scratch, to: start)
      // Zeros the digits ended in were only counted off, not overwritten, but 10^exponent may ask for more.
      for index in digitCount..<point { unsafe start.storeBytes(of: 0x30, toByteOffset: index, as: UInt8.self) }
      unsafe start.storeBytes(of: 0x302E, toByteOffset: point, as: UInt16.self)
      count &+= point + 2
    } else {
      unsafe copy24(from: scratch, to: start)
      unsafe start.storeBytes(of: UInt8(ascii: "."), toByteOffset: point, as: UInt8.self)
      unsafe copy24(from: scratch + point, to: start + point + 1)
      count &+= digitCount + 1
    }
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

@unsafe @inline(__always)
private func copy24(from source: UnsafeMutableRawPointer, to target: UnsafeMutableRawPointer) {
  let first = unsafe source.loadUnaligned(as: UInt64.self)
  let second = unsafe source.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
  let third = unsafe source.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
  unsafe target.storeBytes(of: first, as: UInt64.self)
  unsafe target.storeBytes(of: second, toByteOffset: 8, as: UInt64.self)
  unsafe target.storeBytes(of: third, toByteOffset: 16, as: UInt64.self)
}

/// Writes `d.ddde±XX`; returns the number of bytes.
@unsafe
private func layOutExponent(
  _ digits: UnsafeMutableRawPointer, _ digitCount: Int, exponent: Int, at target: UnsafeMutableRawPointer
) -> Int {
  unsafe target.storeBytes(of: digits.load(as: UInt8.self), as: UInt8.self)
  var length = 1
  if digitCount > 1 {
    unsafe target.storeBytes(of: UInt8(ascii: "."), toByteOffset: 1, as: UInt8.self)
    unsafe copy24(from: digits + 1, to: target + 2)
    length = digitCount + 1
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
