internal import Bytes

/// The text and bytes of a stream, found again from the offset of the opcode that holds them.
///
/// The opcode and its length have been checked by the interpreter.
enum PickleText {
  /// The bytes between opcode (with length or quote) and end; whether they are written with escapes or in Latin-1.
  static func stored(at offset: Int, in bytes: RawSpan) -> (range: Range<Int>, isEncoded: Bool) {
    switch PickleOpcode(rawValue: bytes.byte(at: offset)) {
    case .shortBinString, .shortBinBytes, .shortBinUnicode:
      return (offset + 2..<offset + 2 + Int(bytes.byte(at: offset + 1)), false)
    case .binString, .binBytes, .binUnicode:
      return (offset + 5..<offset + 5 + Int(bytes.halfWord(at: offset + 1)), false)
    case .binUnicode8, .binBytes8, .byteArray8:
      return (offset + 9..<offset + 9 + Int(truncatingIfNeeded: bytes.word(at: offset + 1)), false)
    case .unicode:
      let range = offset + 1..<lineEnd(from: offset + 1, in: bytes)
      return (range, range.contains { bytes.byte(at: $0) == UInt8(ascii: "\\") || bytes.byte(at: $0) >= 0x80 })
    case .string:
      let range = quoted(at: offset, in: bytes)
      return (range, range.contains { bytes.byte(at: $0) == UInt8(ascii: "\\") })
    default:
      return (offset..<offset, false)
    }
  }

  /// The UTF-8 of a text, or the bytes of bytes; nil if its escapes are not right.
  static func content(at offset: Int, in bytes: RawSpan) -> [UInt8]? {
    let (range, isEncoded) = stored(at: offset, in: bytes)
    if !isEncoded { return bytes.array(range) }
    return bytes.byte(at: offset) == PickleOpcode.unicode.rawValue
      ? rawUnicode(range, bytes) : pythonEscapes(range, bytes)
  }

  /// The bytes that the characters of UTF-8 stand for in Latin-1; nil if one is above U+00FF.
  static func latin(_ text: [UInt8]) -> [UInt8]? {
    if text.allSatisfy({ $0 < 0x80 }) { return text }
    var result: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      guard let byte = UInt8(exactly: scalar.value) else { return nil }
      result.append(byte)
    }
    return result
  }

  /// The UTF-8 of characters of 32 bits; nil if one is no Unicode scalar.
  static func ofWideCharacters(_ content: [UInt8], isBigEndian: Bool) -> [UInt8]? {
    var result: [UInt8] = []
    result.reserveCapacity(content.count / 4)
    for place in stride(from: 0, to: content.count - 3, by: 4) {
      let quarter = content[place..<place + 4]
      let code = (isBigEndian ? Array(quarter) : quarter.reversed()).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      guard let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else { return nil }
      result.append(contentsOf: encoded)
    }
    return result
  }

  /// The text between the quotes of a STRING opcode; the whole line if it is not quoted on both sides.
  static func quoted(at offset: Int, in bytes: RawSpan) -> Range<Int> {
    var end = lineEnd(from: offset + 1, in: bytes)
    if end > offset + 1, bytes.byte(at: end - 1) == UInt8(ascii: "\r") { end -= 1 }
    return isQuoted(offset + 1..<end, bytes) ? offset + 2..<end - 1 : offset + 1..<end
  }

  static func isQuoted(_ range: Range<Int>, _ bytes: RawSpan) -> Bool {
    guard range.count >= 2 else { return false }
    let first = bytes.byte(at: range.lowerBound)
    return first == bytes.byte(at: range.upperBound - 1) && (first == UInt8(ascii: "'") || first == UInt8(ascii: "\""))
  }

  private static func lineEnd(from offset: Int, in bytes: RawSpan) -> Int {
    bytes.firstOffset(of: UInt8(ascii: "\n"), from: offset) ?? bytes.byteCount
  }

  /// Python's `raw-unicode-escape`: Latin-1 with `\uXXXX` and `\UXXXXXXXX`.
  private static func rawUnicode(_ range: Range<Int>, _ bytes: RawSpan) -> [UInt8]? {
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes.byte(at: index)
      index += 1
      var value = UInt32(byte)
      if byte == UInt8(ascii: "\\"), index < range.upperBound {
        let letter = bytes.byte(at: index)
        guard letter == UInt8(ascii: "u") || letter == UInt8(ascii: "U") else {
          result.append(byte)
          continue
        }
        let digits = letter == UInt8(ascii: "u") ? 4 : 8
        guard let number = hexadecimal(index + 1, digits, range.upperBound, bytes) else { return nil }
        value = number
        index += 1 + digits
      }
      guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else { return nil }
      result.append(contentsOf: encoded)
    }
    return result
  }

  /// Python's `string-escape`, of its version 2.
  private static func pythonEscapes(_ range: Range<Int>, _ bytes: RawSpan) -> [UInt8]? {
    var result: [UInt8] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes.byte(at: index)
      index += 1
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      guard index < range.upperBound else { return nil }
      let letter = bytes.byte(at: index)
      index += 1
      switch letter {
      case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(letter)
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "x"):
        guard let value = hexadecimal(index, 2, range.upperBound, bytes) else { return nil }
        result.append(UInt8(truncatingIfNeeded: value))
        index += 2
      default: return nil
      }
    }
    return result
  }

  private static func hexadecimal(_ start: Int, _ count: Int, _ end: Int, _ bytes: RawSpan) -> UInt32? {
    guard end - start >= count else { return nil }
    var value: UInt32 = 0
    for index in start..<start + count {
      guard let digit = Character(Unicode.Scalar(bytes.byte(at: index))).hexDigitValue else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
