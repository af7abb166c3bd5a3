internal import Bytes

extension PickleInterpreter {
  /// Pushes a text of UTF-8 whose length stands at `index`.
  @inline(__always)
  mutating func pushText(_ bytes: RawSpan, length: UInt64, lengthSize: Int) throws(PickleError) {
    let start = try skip(length, lengthSize: lengthSize)
    if bytes.firstInvalidUTF8(in: start..<index) != nil { throw invalidText(bytes, start) }
    push(PickleValue(.text, UInt64(truncatingIfNeeded: current)))
  }

  @inline(never)
  private func invalidText(_ bytes: RawSpan, _ start: Int) -> PickleError {
    let offset = bytes.firstInvalidUTF8(in: start..<index) ?? start
    return PickleError(.badText("a text is not UTF-8"), at: offset)
  }

  /// Moves behind a length of `lengthSize` bytes and as many bytes as it says; returns where they start.
  @inline(__always)
  private mutating func skip(_ length: UInt64, lengthSize: Int) throws(PickleError) -> Int {
    let start = index &+ lengthSize
    guard length <= UInt64(end &- start) else {
      throw failure(.lengthBeyondEnd(declared: length, available: end - start))
    }
    index = start &+ Int(length)
    return start
  }

  /// Pushes a text or bytes of an opcode that is rare.
  mutating func pushString(_ opcode: PickleOpcode, _ bytes: RawSpan) throws(PickleError) {
    switch opcode {
    case .binUnicode8:
      try need(8)
      try pushText(bytes, length: bytes.word(at: index), lengthSize: 8)
    case .binBytes8, .byteArray8:
      try need(8)
      _ = try skip(bytes.word(at: index), lengthSize: 8)
      push(PickleValue(.bytes, UInt64(current)))
    case .binBytes:
      try need(4)
      _ = try skip(UInt64(bytes.halfWord(at: index)), lengthSize: 4)
      push(PickleValue(.bytes, UInt64(current)))
    case .shortBinBytes:
      try need(1)
      _ = try skip(UInt64(bytes.byte(at: index)), lengthSize: 1)
      push(PickleValue(.bytes, UInt64(current)))
    case .binString:
      try need(4)
      let length = Int32(bitPattern: bytes.halfWord(at: index))
      guard length >= 0 else { throw failure(.badText("BINSTRING with a negative length")) }
      try pushOldString(bytes, try skip(UInt64(length), lengthSize: 4)..<index)
    case .shortBinString:
      try need(1)
      try pushOldString(bytes, try skip(UInt64(bytes.byte(at: index)), lengthSize: 1)..<index)
    case .string: try pushQuotedString(bytes)
    default: try pushUnicode(bytes)
    }
  }

  /// A `str` of Python 2 is a text if it is ASCII, else bytes.
  private mutating func pushOldString(_ bytes: RawSpan, _ range: Range<Int>) throws(PickleError) {
    let isText = !range.contains { bytes.byte(at: $0) >= 0x80 }
    push(PickleValue(isText ? .text : .bytes, UInt64(current)))
  }

  private mutating func pushQuotedString(_ bytes: RawSpan) throws(PickleError) {
    var range = try line(bytes)
    if let last = range.last, bytes.byte(at: last) == UInt8(ascii: "\r") { range = range.lowerBound..<last }
    guard PickleText.isQuoted(range, bytes), let content = PickleText.content(at: current, in: bytes) else {
      throw failure(.badText("expected a text in quotes, with the escapes of Python"))
    }
    push(PickleValue(content.allSatisfy { $0 < 0x80 } ? .text : .bytes, UInt64(current)))
  }

  private mutating func pushUnicode(_ bytes: RawSpan) throws(PickleError) {
    _ = try line(bytes)
    guard PickleText.content(at: current, in: bytes) != nil else {
      throw failure(.badText("expected a text with the escapes \\uXXXX and \\UXXXXXXXX of Unicode scalars"))
    }
    push(PickleValue(.text, UInt64(current)))
  }

  /// The text of a value, nil for anything else and for what is too long to name something.
  func text(_ value: PickleValue, _ bytes: RawSpan) -> String? {
    guard value.tag == .text else { return nil }
    let window = bytes.extracting(first: min(end, value.payload + 1100))
    guard PickleText.stored(at: value.payload, in: window).range.upperBound <= window.byteCount,
      let content = PickleText.content(at: value.payload, in: window)
    else { return nil }
    return String(decoding: content, as: UTF8.self)
  }

  /// The content of bytes; of a text too if Python 2 wrote it, whose texts were bytes.
  ///
  /// What is read again and again counts as work, which has a limit.
  mutating func rawBytes(_ value: PickleValue, _ bytes: RawSpan) throws(PickleError) -> [UInt8]? {
    switch value.tag {
    case .bytes: return try content(value, bytes)
    case .latinBytes: return try content(value, bytes).flatMap(PickleText.latin)
    case .text:
      switch PickleOpcode(rawValue: bytes.byte(at: value.payload)) {
      case .string, .binString, .shortBinString: return try content(value, bytes)
      default: return nil
      }
    default: return value == .noBytes ? [] : nil
    }
  }

  /// The content of a text or bytes, which counts as work.
  mutating func content(_ value: PickleValue, _ bytes: RawSpan) throws(PickleError) -> [UInt8]? {
    try charge(PickleText.stored(at: value.payload, in: bytes).range.count)
    return PickleText.content(at: value.payload, in: bytes)
  }
}
