extension RawSpan {
  /// The offset of the first byte in `range` that does not begin or continue well-formed UTF-8, or nil.
  ///
  /// For a sequence that is cut or ill-formed this is the offset of its first byte. Traps outside the span.
  public func firstInvalidUTF8(in range: Range<Int>) -> Int? {
    let part = extracting(range)
    var index = 0
    while index < part.byteCount {
      while index + 8 <= part.byteCount && part.word(at: index) & WordPattern.tops == 0 { index += 8 }
      guard index < part.byteCount else { return nil }
      let length = part.utf8SequenceLength(at: index)
      if length == 0 { return range.lowerBound + index }
      index += length
    }
    return nil
  }

  /// The same for the whole span.
  public var firstInvalidUTF8: Int? { firstInvalidUTF8(in: 0..<byteCount) }

  /// The length, 1 to 4, of the well-formed UTF-8 sequence at `offset`; 0 if there is none (Unicode, table 3-7: no
  /// overlong form, no surrogate, nothing above U+10FFFF).
  public func utf8SequenceLength(at offset: Int) -> Int {
    guard let first = byteIfPresent(at: offset) else { return 0 }
    if first < 0x80 { return 1 }
    guard let second = byteIfPresent(at: offset + 1) else { return 0 }
    if first < 0xE0 { return first >= 0xC2 && isContinuation(second) ? 2 : 0 }
    guard let third = byteIfPresent(at: offset + 2), isContinuation(third) else { return 0 }
    if first < 0xF0 {
      let lowest: UInt8 = first == 0xE0 ? 0xA0 : 0x80
      let highest: UInt8 = first == 0xED ? 0x9F : 0xBF
      return second >= lowest && second <= highest ? 3 : 0
    }
    guard first <= 0xF4, let fourth = byteIfPresent(at: offset + 3), isContinuation(fourth) else { return 0 }
    let lowest: UInt8 = first == 0xF0 ? 0x90 : 0x80
    let highest: UInt8 = first == 0xF4 ? 0x8F : 0xBF
    return second >= lowest && second <= highest ? 4 : 0
  }
}

/// Whether a byte is one of 0x80 to 0xBF.
private func isContinuation(_ byte: UInt8) -> Bool {
  byte & 0xC0 == 0x80
}
