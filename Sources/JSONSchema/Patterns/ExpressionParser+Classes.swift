extension ExpressionParser {
  /// What a backslash, which has been taken, and what is behind it stand for, inside and outside of a class.
  mutating func escapedSet(from start: Int) throws(ExpressionError) -> CodePointSet {
    guard let character = take(), let scalar = Unicode.Scalar(character) else {
      throw fail("a backslash at the end", at: start)
    }
    switch scalar {
    case "d": return .digits
    case "D": return CodePointSet.digits.complement
    case "w": return .wordCharacters
    case "W": return CodePointSet.wordCharacters.complement
    case "s": return .spaces
    case "S": return CodePointSet.spaces.complement
    case "t": return CodePointSet(0x09)
    case "n": return CodePointSet(0x0A)
    case "v": return CodePointSet(0x0B)
    case "f": return CodePointSet(0x0C)
    case "r": return CodePointSet(0x0D)
    case "0":
      if let digit = next, digit >= 0x30, digit <= 0x39 { throw fail("an octal escape", at: start) }
      return CodePointSet(0)
    case "c":
      guard let letter = take(), letter | 0x20 >= 0x61, letter | 0x20 <= 0x7A else {
        throw fail("expected a letter behind '\\c'", at: start)
      }
      return CodePointSet(letter & 31)
    case "x": return CodePointSet(try hexadecimal(2, from: start))
    case "u": return CodePointSet(try codePoint(from: start))
    case "p", "P":
      let set = try property(from: start)
      return scalar == "P" ? set.complement : set
    default:
      guard character >= 0x80 || !CodePointSet.wordCharacters.contains(character) else {
        throw fail("unknown escape '\\\(scalar)'", at: start)
      }
      return CodePointSet(character)
    }
  }

  private mutating func hexadecimal(_ count: Int, from start: Int) throws(ExpressionError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard let digit = take().flatMap({ UInt8(exactly: $0) }).flatMap(hexadecimalDigit) else {
        throw fail("expected \(count) hexadecimal digits", at: start)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The code point of `\uXXXX`, of a pair of those, or of `\u{X…}`, from behind the `u`.
  private mutating func codePoint(from start: Int) throws(ExpressionError) -> UInt32 {
    if skip("{") {
      var value: UInt32 = 0
      var isEmpty = true
      while let character = take(), character != 0x7D {
        guard let digit = UInt8(exactly: character).flatMap(hexadecimalDigit), value <= 0x10FFF else {
          throw fail("expected a code point up to 10FFFF in hexadecimal digits and '}'", at: start)
        }
        value = value << 4 | UInt32(digit)
        isEmpty = false
      }
      guard !isEmpty, value <= CodePointSet.limit else { throw fail("expected a code point up to 10FFFF", at: start) }
      return value
    }
    let first = try hexadecimal(4, from: start)
    guard first & 0xFC00 == 0xD800 else { return first }
    var ahead = self
    guard ahead.skip("\\u"), let second = try? ahead.hexadecimal(4, from: start), second & 0xFC00 == 0xDC00 else {
      return first
    }
    self = ahead
    return 0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF)
  }

  private mutating func property(from start: Int) throws(ExpressionError) -> CodePointSet {
    guard skip("{") else { throw fail("expected '{' behind '\\p'", at: start) }
    var name = ""
    while let character = take(), character != 0x7D {
      guard character < 0x80, let scalar = Unicode.Scalar(character) else { throw fail("unknown property", at: start) }
      name.unicodeScalars.append(scalar)
    }
    guard let set = UnicodeProperty.codePoints(name) else {
      throw fail("unknown property '\(name)'; expected a general category or a property such as Alphabetic", at: start)
    }
    return set
  }

  /// A class, whose opening bracket has been taken.
  mutating func characterClass(from start: Int) throws(ExpressionError) -> CodePointSet {
    let isNegated = skip("^")
    var ranges: [ClosedRange<UInt32>] = []
    while true {
      if skip("]") { break }
      let item = try classItem(from: start)
      var ahead = self
      guard ahead.skip("-"), ahead.next != 0x5D, ahead.next != nil else {
        ranges += item.ranges
        continue
      }
      self = ahead
      let end = try classItem(from: start)
      guard let low = item.onlyMember, let high = end.onlyMember, low <= high else {
        throw fail("a range needs two characters in ascending order")
      }
      ranges.append(low...high)
    }
    let set = CodePointSet(ranges)
    return isNegated ? set.complement : set
  }

  private mutating func classItem(from start: Int) throws(ExpressionError) -> CodePointSet {
    guard let character = take() else { throw fail("'[' without ']'", at: start) }
    guard character == 0x5C else { return CodePointSet(character) }
    if skip("b") { return CodePointSet(0x08) }
    if skip("-") { return CodePointSet(0x2D) }
    return try escapedSet(from: start)
  }
}
