/// Reads one decimal number from the start of raw memory, never beyond its end.
@unsafe
struct NumberScanner {
  let bytes: UnsafeRawBufferPointer

  /// The largest magnitude kept of a written exponent, so that sums of exponents cannot overflow.
  private static let exponentLimit = 1_000_000_000_000_000

  @inline(__always)
  private func byte(_ index: Int) -> UInt8 {
    unsafe index < bytes.count ? bytes.load(fromByteOffset: index, as: UInt8.self) : 0
  }

  /// Reads digits from `index` on into `digits`, which wraps when there are more than 19.
  @inline(__always)
  private func scanDigits(_ index: inout Int, _ digits: inout UInt64) {
    while unsafe index &+ 8 <= bytes.count {
      let word = UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      guard WordPattern.areDigits(word) else { break }
      digits = digits &* 100_000_000 &+ WordPattern.digitsValue(word)
      index &+= 8
    }
    while true {
      let digit = unsafe byte(index) &- 0x30
      guard digit <= 9 else { break }
      digits = digits &* 10 &+ UInt64(truncatingIfNeeded: digit)
      index &+= 1
    }
  }

  /// Reads the number; `end` counts from the start of the memory.
  @inline(__always)
  mutating func scan(lenient: Bool) -> ScannedNumber {
    var index = 0
    let first = unsafe byte(0)
    let isNegative = first == UInt8(ascii: "-")
    if isNegative || (lenient && first == UInt8(ascii: "+")) { index = 1 }
    let start = index
    var digits: UInt64 = 0
    if !lenient {
      let leading = unsafe byte(index)
      guard leading &- 0x30 <= 9 else { return ScannedNumber(.none, end: index) }
      if unsafe leading == 0x30 && byte(index + 1) &- 0x30 <= 9 { return ScannedNumber(.none, end: index + 1) }
      // Most metrics have one to three digits before the point: one at a time.
      repeat {
        digits = digits &* 10 &+ UInt64(truncatingIfNeeded: unsafe byte(index) &- 0x30)
        index &+= 1
      } while unsafe byte(index) &- 0x30 <= 9
    } else {
      unsafe scanDigits(&index, &digits)
    }
    var next = unsafe byte(index)
    if next != UInt8(ascii: ".") && next | 0x20 != UInt8(ascii: "e") {
      guard index > start else { return ScannedNumber(.none, end: index) }
      return unsafe integer(digits, count: index - start, isNegative: isNegative, start: start, end: index)
    }
    let wholeCount = index - start
    var fractionCount = 0
    if next == UInt8(ascii: ".") {
      index &+= 1
      let fractionStart = index
      unsafe scanDigits(&index, &digits)
      fractionCount = index - fractionStart
      if fractionCount == 0 && (!lenient || wholeCount == 0) { return ScannedNumber(.none, end: index) }
      next = unsafe byte(index)
    }
    guard wholeCount + fractionCount > 0 else { return ScannedNumber(.none, end: index) }
    let digitsEnd = index
    var exponent = 0
    if next | 0x20 == UInt8(ascii: "e") {
      index &+= 1
      let sign = unsafe byte(index)
      if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { index &+= 1 }
      let exponentStart = index
      while unsafe byte(index) &- 0x30 <= 9 {
        let digit = unsafe Int(byte(index) &- 0x30)
        exponent = unsafe min(exponent * 10 + digit, Self.exponentLimit)
        index &+= 1
      }
      if index == exponentStart { return ScannedNumber(.none, end: index) }
      if sign == UInt8(ascii: "-") { exponent = -exponent }
    }
    let value: Double
    if wholeCount + fractionCount <= 19 {
      let magnitude = DecimalConversion.double(digits: digits, exponent: exponent &- fractionCount)
      value = isNegative ? -magnitude : magnitude
    } else {
      let token = DecimalToken(
        digits: start..<digitsEnd, fractionCount: fractionCount, writtenExponent: exponent, isNegative: isNegative)
      value = unsafe token.double(in: bytes)
    }
    return ScannedNumber(value.isInfinite ? .overflow : .double, bits: value.bitPattern, end: index)
  }

  /// The nearest double to the number at the start of the memory, whatever its size; 0 if there is none.
  mutating func double() -> Double {
    let number = unsafe scan(lenient: true)
    if let value = number.double { return value }
    guard number.kind == .bigInteger else { return 0 }
    let first = unsafe byte(0)
    let start = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") ? 1 : 0
    let token = DecimalToken(
      digits: start..<number.end, fractionCount: 0, writtenExponent: 0, isNegative: first == UInt8(ascii: "-"))
    return unsafe token.double(in: bytes)
  }

  @inline(__always)
  private func integer(_ wrapped: UInt64, count: Int, isNegative: Bool, start: Int, end: Int) -> ScannedNumber {
    var significant = count
    if count > 19 {
      // Leading zeros (lenient only) do not count.
      var index = start
      while unsafe significant > 1 && byte(index) == 0x30 {
        index += 1
        significant -= 1
      }
    }
    let limit: UInt64 = isNegative ? 1 << 63 : 1 << 63 - 1
    guard significant <= 19, wrapped <= limit else { return ScannedNumber(.bigInteger, end: end) }
    return ScannedNumber(.integer, bits: isNegative ? 0 &- wrapped : wrapped, end: end)
  }
}
