import Core

/// Reads a short encoding byte by byte and says, of the first byte that does not fit, where it is and what was expected.
///
/// Stops as soon as a byte does not fit, so that a text of any length costs no more than a valid one.
struct EncodingReader {
  private let text: String
  private let grammar: String
  private var index: String.Index
  /// Bytes read so far.
  private(set) var offset = 0

  /// - Parameter grammar: what an encoding looks like, for error messages.
  init(_ text: String, grammar: String) {
    self.text = text
    self.grammar = grammar
    index = text.utf8.startIndex
  }

  /// The byte that is read next, nil at the end.
  var next: UInt8? { index < text.utf8.endIndex ? text.utf8[index] : nil }

  /// Reads the next byte.
  /// - Precondition: there is one, and it is ASCII.
  mutating func advance() {
    text.utf8.formIndex(after: &index)
    offset += 1
  }

  /// Reads `literal`, which is ASCII.
  mutating func skip(_ literal: String) throws(EncodingError) {
    for byte in literal.utf8 {
      guard next == byte else { throw fault(expected: EncodingText.quoted(String(UnicodeScalar(byte)))) }
      advance()
    }
  }

  /// Reads a digit 0 ... `limit`.
  /// - Parameter symbols: what the digits stand for, for the message about one above `limit`.
  mutating func digit(upTo limit: UInt8, symbols: String) throws(EncodingError) -> UInt8 {
    guard let byte = next, Self.isDigit(byte) else {
      throw fault(expected: "a digit 0 to \(limit)")
    }
    let digit = byte - UInt8(ascii: "0")
    guard digit <= limit else {
      throw EncodingError(.unknownSymbol("'\(digit)'", expected: "one of \(symbols)"), at: offset)
    }
    advance()
    return digit
  }

  /// Reads a natural number without leading zeros and with at most as many digits as `limit` has.
  /// - Parameter what: the number in words, for messages.
  mutating func number(upTo limit: Int, _ what: String) throws(EncodingError) -> Int {
    let start = offset
    var number = 0
    while let byte = next, Self.isDigit(byte) {
      guard offset == start || number > 0 else { throw fault(expected: "\(what) without leading zeros") }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
      guard number <= limit else {
        // One digit more than a message shows.
        let rest = text.utf8[text.utf8.index(index, offsetBy: start - offset)...]
        let digits = rest.prefix(41).prefix(while: Self.isDigit)
        let found = EncodingText.quoted(String(decoding: digits, as: UTF8.self))
        throw EncodingError(.outsideLimits(found: found, expected: "\(what), at most \(limit)"), at: start)
      }
      advance()
    }
    guard offset > start else { throw fault(expected: what) }
    return number
  }

  /// Reads a word of ASCII letters, digits and underscores, and looks it up.
  /// - Parameter words: the words that there may be, none longer than 32 bytes.
  /// - Returns: the index of the word in `words`.
  mutating func word(among words: [String], _ what: String) throws(EncodingError) -> Int {
    let start = offset
    var bytes: [UInt8] = []
    while bytes.count <= 32, let byte = next, Self.isWordByte(byte) {
      bytes.append(byte)
      advance()
    }
    guard !bytes.isEmpty else { throw fault(expected: what) }
    let word = String(decoding: bytes, as: UTF8.self)
    guard let found = words.firstIndex(of: word) else {
      let expected = words.map { "'\($0)'" }.joined(separator: ", ")
      throw EncodingError(.unknownSymbol(EncodingText.quoted(word), expected: "one of \(expected)"), at: start)
    }
    return found
  }

  /// Checks that nothing is left.
  func end() throws(EncodingError) {
    guard next == nil else { throw fault(expected: "the end of the text") }
  }

  /// The error that the next byte is not `expected`.
  func fault(expected: String) -> EncodingError {
    let found = EncodingText.found(in: text, at: offset)
    return EncodingError(.malformed(found: found, expected: "\(expected), as in \(grammar)"), at: offset)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    default: isDigit(byte)
    }
  }
}
