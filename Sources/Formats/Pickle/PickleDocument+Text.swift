internal import Bytes

extension PickleDocument {
  /// The text of a text, nil for anything else.
  public func string(_ value: PickleValue) -> String? {
    guard value.tag == .text else { return scalarText(value).map { String(decoding: $0, as: UTF8.self) } }
    return source.withBytes { bytes in
      let (range, isEncoded) = PickleText.stored(at: value.payload, in: bytes)
      if !isEncoded { return bytes.string(range) }
      return String(decoding: PickleText.content(at: value.payload, in: bytes) ?? [], as: UTF8.self)
    }
  }

  /// Whether a text is `literal`; false for anything that is no text.
  public func text(_ value: PickleValue, equals literal: StaticString) -> Bool {
    guard value.tag == .text else { return scalarText(value).map { $0 == Array("\(literal)".utf8) } ?? false }
    return source.withBytes { bytes in
      let (range, isEncoded) = PickleText.stored(at: value.payload, in: bytes)
      if !isEncoded { return bytes.equals(literal, at: range) }
      return PickleText.content(at: value.payload, in: bytes) == Array("\(literal)".utf8)
    }
  }

  /// The same for UTF-8 bytes.
  public func text(_ value: PickleValue, equals content: [UInt8]) -> Bool {
    guard value.tag == .text else { return scalarText(value) == content }
    return source.withBytes { bytes in
      let (range, isEncoded) = PickleText.stored(at: value.payload, in: bytes)
      if !isEncoded { return bytes.equals(content, at: range) }
      return PickleText.content(at: value.payload, in: bytes) == content
    }
  }

  /// Calls `body` with the UTF-8 of a text, or the content of bytes; with nothing for anything else.
  public func withContent<Result: ~Copyable, Failure>(
    _ value: PickleValue, _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let direct: Range<Int>? = source.withBytes { bytes in
      guard value.tag == .text || value.tag == .bytes else { return nil }
      let (range, isEncoded) = PickleText.stored(at: value.payload, in: bytes)
      return isEncoded ? nil : range
    }
    if let direct {
      return try source.withBytes { (bytes: RawSpan) throws(Failure) -> Result in try body(bytes.extracting(direct)) }
    }
    return try decoded(value).withBytes(body)
  }

  /// The content of bytes, nil for anything else.
  public func bytes(_ value: PickleValue) -> [UInt8]? {
    kind(of: value) == .bytes ? withContent(value) { $0.array(0..<$0.byteCount) } : nil
  }

  /// The content of a text with escapes, or of bytes written as a text.
  private func decoded(_ value: PickleValue) -> [UInt8] {
    source.withBytes { bytes in
      switch value.tag {
      case .text, .bytes: PickleText.content(at: value.payload, in: bytes) ?? []
      case .latinBytes: PickleText.content(at: value.payload, in: bytes).flatMap(PickleText.latin) ?? []
      default: scalarText(value) ?? []
      }
    }
  }

  /// The UTF-8 of a numpy scalar of text; nil for anything else.
  private func scalarText(_ value: PickleValue) -> [UInt8]? {
    guard let parts = parts(value, .text) else { return nil }
    let isBigEndian = integer(parts[1]) == 1
    return withContent(parts[0]) { PickleText.ofWideCharacters($0.array(0..<$0.byteCount), isBigEndian: isBigEndian) }
  }
}
