extension RawSpan {
  /// Reads a number of the JSON grammar (RFC 8259, section 6) at `offset`. Traps if `offset` is outside the span.
  ///
  /// Doubles are the nearest to what is written, halves to even. Reads as far as the number goes; what follows it is
  /// the caller's business.
  public func scanNumber(at offset: Int) -> ScannedNumber {
    unsafe extracting(offset..<byteCount).withUnsafeBytes { bytes in
      var scanner = unsafe NumberScanner(bytes: bytes)
      let number = unsafe scanner.scan(lenient: false)
      return ScannedNumber(number.kind, bits: number.bits, end: offset + number.end)
    }
  }

  /// Reads a number as logs and tables write it: as `scanNumber`, but `+1`, `.5`, `5.` and `007` are numbers too.
  ///
  /// `nan` and `inf` are not; the caller knows its own spelling.
  public func scanLenientNumber(at offset: Int) -> ScannedNumber {
    unsafe extracting(offset..<byteCount).withUnsafeBytes { bytes in
      var scanner = unsafe NumberScanner(bytes: bytes)
      let number = unsafe scanner.scan(lenient: true)
      return ScannedNumber(number.kind, bits: number.bits, end: offset + number.end)
    }
  }

  /// Reads a double (lenient) at `offset` and moves behind it; nil, and no move, if there is no number.
  ///
  /// Too large a number is infinity. A whole number of any size gives the nearest double.
  public func double(at offset: inout Int) -> Double? {
    let number = scanLenientNumber(at: offset)
    guard number.kind != .none else { return nil }
    let value = number.double ?? nearestDouble(offset..<number.end)
    let isNegativeZero = value == 0 && number.kind == .integer && byte(at: offset) == UInt8(ascii: "-")
    offset = number.end
    return isNegativeZero ? -0.0 : value
  }

  /// The double nearest to the number that fills `range`, of any number of digits; infinity if it is too large.
  public func nearestDouble(_ range: Range<Int>) -> Double {
    unsafe extracting(range).withUnsafeBytes { bytes in
      var scanner = unsafe NumberScanner(bytes: bytes)
      return unsafe scanner.double()
    }
  }

  /// Reads a whole number at `offset` and moves behind its digits; nil, and no move, if there is none or it does not
  /// fit. A leading `-` is allowed, leading zeros too.
  public func integer(at offset: inout Int) -> Int64? {
    var index = offset
    let isNegative = byteIfPresent(at: index) == UInt8(ascii: "-")
    if isNegative { index += 1 }
    let start = index
    var value: Int64 = 0
    while let byte = byteIfPresent(at: index) {
      let digit = byte &- 0x30
      guard digit <= 9 else { break }
      let (product, first) = value.multipliedReportingOverflow(by: 10)
      let (sum, second) = product.subtractingReportingOverflow(Int64(digit))
      if first || second { return nil }
      value = sum
      index += 1
    }
    guard index > start, isNegative || value != .min else { return nil }
    offset = index
    return isNegative ? value : -value
  }
}
