import Bytes

/// Cuts the document of `JSONDocumentWriter` into the members of its head and the entries of its architectures, while
/// it comes in, so that no more than one of them is held.
///
/// Only braces, keys and commas of the three outer levels are looked at here; what is within a value is for who parses
/// it.
struct JSONDocumentScanner {
  /// A value of the document.
  struct Value {
    /// The keys that lead to it, as they are written, with their quotes: one of the head, or `data`, space, encoding.
    var keys: [[UInt8]]
    var bytes: [UInt8]
    /// From 0, in the document.
    var offset: Int
  }

  /// What is wrong at a byte.
  struct Fault: Error {
    var offset: Int
    var expected: String
  }

  private enum Expectation {
    case object, keyOrEnd, key, colon, value, commaOrEnd, nothing
  }

  /// The most bytes of one value, and of one key.
  static let valueLimit = 1 << 24

  private var buffer: [UInt8] = []
  private var position = 0
  /// The offset of the buffer in the document.
  private var base = 0
  private var expectation = Expectation.object
  /// The keys of the open objects, and of the value that is expected.
  private var keys: [[UInt8]] = []
  private var openObjects = 0
  /// How far the value at `position` was looked at, how deep, and whether inside a text.
  private var scanned = 0
  private var depth = 0
  private var isInText = false

  /// Takes up a piece of the document and calls `body` with every value that ends in it.
  mutating func scan<Failure: Error>(
    _ piece: RawSpan, _ body: (Value) throws(Failure) -> Void
  ) throws(Failure) -> Fault? {
    buffer.removeFirst(position)
    base += position
    scanned = max(0, scanned - position)
    position = 0
    buffer += piece.array(0..<piece.byteCount)
    while true {
      skipWhitespace()
      guard position < buffer.count else { return nil }
      switch expectation {
      case .object, .keyOrEnd, .commaOrEnd, .colon, .nothing:
        if let expected = punctuation(buffer[position]) { return Fault(offset: base + position, expected: expected) }
        position += 1
      case .key:
        guard buffer[position] == UInt8(ascii: "\"") else {
          return Fault(offset: base + position, expected: "a key in quotes")
        }
        guard let end = endOfValue() else { return tooLong }
        keys.append(Array(buffer[position..<end]))
        position = end
        expectation = .colon
      case .value:
        if keys.count < 3, keys[0] == Self.dataKey {
          // An object whose members are looked at in turn.
          expectation = .object
          continue
        }
        guard let end = endOfValue() else { return tooLong }
        try body(Value(keys: keys, bytes: Array(buffer[position..<end]), offset: base + position))
        position = end
        keys.removeLast()
        expectation = .commaOrEnd
      }
    }
  }

  /// What is missing at the end of the document, nil where it is whole.
  func finish() -> Fault? {
    expectation == .nothing && position == buffer.count
      ? nil : Fault(offset: base + buffer.count, expected: "more: the document ends here")
  }

  private static let dataKey = Array("\"data\"".utf8)

  private var tooLong: Fault? {
    buffer.count - position > Self.valueLimit
      ? Fault(offset: base + position, expected: "a value of at most \(Self.valueLimit) bytes") : nil
  }

  private mutating func skipWhitespace() {
    // Inside a value that has not ended there is nothing to skip.
    guard scanned <= position else { return }
    while position < buffer.count, [0x20, 0x09, 0x0A, 0x0D].contains(buffer[position]) { position += 1 }
  }

  /// Takes up a brace, colon or comma; a key is left where it stands.
  /// - Returns: What was expected instead.
  private mutating func punctuation(_ byte: UInt8) -> String? {
    switch (expectation, byte) {
    case (.object, UInt8(ascii: "{")):
      openObjects += 1
      expectation = .keyOrEnd
    case (.keyOrEnd, UInt8(ascii: "\"")):
      expectation = .key
      position -= 1
    case (.commaOrEnd, UInt8(ascii: ",")): expectation = .key
    case (.colon, UInt8(ascii: ":")): expectation = .value
    case (.keyOrEnd, UInt8(ascii: "}")), (.commaOrEnd, UInt8(ascii: "}")):
      openObjects -= 1
      if !keys.isEmpty { keys.removeLast() }
      expectation = openObjects == 0 ? .nothing : .commaOrEnd
    case (.object, _): return "'{'"
    case (.keyOrEnd, _): return "a key in quotes or '}'"
    case (.colon, _): return "':'"
    case (.commaOrEnd, _): return "',' or '}'"
    default: return "nothing after the document"
    }
    return nil
  }

  /// The end of the value at `position`, nil where it is not in the buffer yet.
  private mutating func endOfValue() -> Int? {
    if scanned <= position { (scanned, depth, isInText) = (position, 0, false) }
    while scanned < buffer.count {
      let byte = buffer[scanned]
      if isInText {
        if byte == UInt8(ascii: "\\") {
          // The byte behind it belongs to it, whatever it is.
          if scanned + 1 == buffer.count { return nil }
          scanned += 1
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
          if depth == 0 { return ended(scanned + 1) }
        }
      } else {
        switch byte {
        case UInt8(ascii: "\""): isInText = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == 0 { return ended(scanned) }
          depth -= 1
          if depth == 0 { return ended(scanned + 1) }
        case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D:
          if depth == 0 { return ended(scanned) }
        default: break
        }
      }
      scanned += 1
    }
    return nil
  }

  private mutating func ended(_ end: Int) -> Int {
    scanned = 0
    return end
  }
}
