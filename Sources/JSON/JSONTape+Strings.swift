public import Bytes

extension JSONTape {
  /// Whether a string is written with escapes.
  @inlinable
  public func isEscaped(_ value: JSONValue) -> Bool {
    slots[value.slot].head & JSONSlot.escapedFlag != 0
  }

  /// The text of a string or key, nil for anything else. A surrogate without its partner is U+FFFD.
  public func string(_ value: JSONValue) -> String? {
    let slot = slots[value.slot]
    guard slot.kind == .string else { return nil }
    if slot.head & JSONSlot.escapedFlag != 0 { return String(decoding: decodedText(value), as: UTF8.self) }
    let range = textRange(slot)
    return source.withBytes { $0.string(range) }
  }

  /// Whether a string or key, its escapes decoded, is `literal`; false for anything that is not a string.
  @inlinable
  public func text(_ value: JSONValue, equals literal: StaticString) -> Bool {
    let slot = slots[value.slot]
    guard slot.kind == .string else { return false }
    if slot.head & JSONSlot.escapedFlag != 0 { return decodedText(value) == Array("\(literal)".utf8) }
    let range = textRange(slot)
    return source.withBytes { $0.equals(literal, at: range) }
  }

  /// The same for UTF-8 bytes.
  @inlinable
  public func text(_ value: JSONValue, equals bytes: [UInt8]) -> Bool {
    let slot = slots[value.slot]
    guard slot.kind == .string else { return false }
    if slot.head & JSONSlot.escapedFlag != 0 { return decodedText(value) == bytes }
    let range = textRange(slot)
    return source.withBytes { $0.equals(bytes, at: range) }
  }

  /// The same for a range of UTF-8 bytes.
  @inlinable
  public func text(_ value: JSONValue, equals bytes: Span<UInt8>, at part: Range<Int>) -> Bool {
    let slot = slots[value.slot]
    guard slot.kind == .string else { return false }
    if slot.head & JSONSlot.escapedFlag != 0 {
      return decodedText(value).withBytes { $0.equals(bytes, at: 0..<$0.byteCount, otherRange: part) }
    }
    let range = textRange(slot)
    return source.withBytes { $0.equals(bytes, at: range, otherRange: part) }
  }

  /// The UTF-8 of a string or key with its escapes decoded; empty for anything that is not a string.
  public func decodedText(_ value: JSONValue) -> [UInt8] {
    let slot = slots[value.slot]
    guard slot.kind == .string else { return [] }
    let range = textRange(slot)
    return source.withBytes { bytes in
      slot.head & JSONSlot.escapedFlag == 0 ? bytes.array(range) : decodeEscapes(bytes, range)
    }
  }

  /// Calls `body` with the source of a string between its quotes: its text, if it is not escaped. Nothing for anything
  /// that is not a string.
  public func withRawText<Result: ~Copyable, Failure>(
    _ value: JSONValue, _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let slot = slots[value.slot]
    let range = slot.kind == .string ? textRange(slot) : 0..<0
    return try source.withBytes { (bytes: RawSpan) throws(Failure) -> Result in try body(bytes.extracting(range)) }
  }

  /// The source range between the quotes.
  @inlinable @inline(__always)
  func textRange(_ slot: JSONSlot) -> Range<Int> {
    let start = slot.offset + 1
    return start..<start + Int(truncatingIfNeeded: slot.payload)
  }
}

/// The UTF-8 of a checked string with escapes.
private func decodeEscapes(_ bytes: RawSpan, _ range: Range<Int>) -> [UInt8] {
  var result: [UInt8] = []
  result.reserveCapacity(range.count)
  var index = range.lowerBound
  while index < range.upperBound {
    let byte = bytes.byte(at: index)
    guard byte == UInt8(ascii: "\\") else {
      result.append(byte)
      index += 1
      continue
    }
    let escaped = bytes.byte(at: index + 1)
    index += 2
    switch escaped {
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      let first = codeUnit(bytes, index)
      index += 4
      var scalar = Unicode.Scalar(first)
      if first & 0xFC00 == 0xD800, index + 6 <= range.upperBound, bytes.byte(at: index) == UInt8(ascii: "\\"),
        bytes.byte(at: index + 1) == UInt8(ascii: "u")
      {
        let second = codeUnit(bytes, index + 2)
        if second & 0xFC00 == 0xDC00 {
          scalar = Unicode.Scalar(0x10000 + UInt32(first & 0x3FF) << 10 + UInt32(second & 0x3FF))
          index += 6
        }
      }
      result.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
    default: result.append(escaped)
    }
  }
  return result
}

/// The value of four hexadecimal digits.
private func codeUnit(_ bytes: RawSpan, _ start: Int) -> UInt16 {
  var result: UInt16 = 0
  for index in start..<start + 4 { result = result << 4 | (hexadecimalValue(bytes.byte(at: index)) ?? 0) }
  return result
}
