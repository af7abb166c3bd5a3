/// Reads the text of a pattern.
struct PatternParser {
  /// The deepest nesting of groups.
  static let depthLimit = 50
  /// The largest number in braces.
  static let countLimit = 1000
  /// The most named captures.
  static let nameLimit = 64

  private let bytes: [UInt8]
  private var index = 0
  private var depth = 0
  private(set) var names: [String] = []

  init(_ source: String) { bytes = Array(source.utf8) }

  mutating func parse() throws(PatternError) -> PatternNode {
    let node = try choice()
    guard index == bytes.count else { throw fail("')' without '('") }
    return node
  }

  private func fail(_ message: String, at offset: Int? = nil) -> PatternError {
    PatternError(message: message, offset: offset ?? index)
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skip(_ literal: String) -> Bool {
    guard bytes[index...].starts(with: literal.utf8) else { return false }
    index += literal.utf8.count
    return true
  }

  private mutating func choice() throws(PatternError) -> PatternNode {
    var alternatives = [try sequence()]
    while skip("|") { alternatives.append(try sequence()) }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var nodes: [PatternNode] = []
    while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      nodes.append(try repetition(of: atom()))
    }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func repetition(of atom: PatternNode) throws(PatternError) -> PatternNode {
    let limits: (Int, Int?)
    let start = index
    switch next {
    case UInt8(ascii: "*"): limits = (0, nil)
    case UInt8(ascii: "+"): limits = (1, nil)
    case UInt8(ascii: "?"): limits = (0, 1)
    case UInt8(ascii: "{"): limits = try counts()
    default: return atom
    }
    if bytes[start] != UInt8(ascii: "{") { index += 1 }
    switch atom {
    case .lineStart, .lineEnd, .wordBoundary: throw fail("nothing to repeat", at: start)
    default: break
    }
    let isGreedy = !skip("?")
    if let byte = next, [UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "{")].contains(byte) {
      throw fail("a repetition of a repetition; put the first into a group")
    }
    return .repetition(atom, minimum: limits.0, maximum: limits.1, isGreedy: isGreedy)
  }

  /// `{m}`, `{m,}` or `{m,n}`
  private mutating func counts() throws(PatternError) -> (Int, Int?) {
    let start = index
    index += 1
    guard let minimum = number() else { throw fail("expected a number behind '{'; a brace itself is '\\{'") }
    var maximum: Int? = minimum
    if skip(",") { maximum = number() }
    guard skip("}") else { throw fail("expected '}'") }
    if let maximum, maximum < minimum { throw fail("'{\(minimum),\(maximum)}' counts downwards", at: start) }
    guard minimum <= Self.countLimit, maximum ?? 0 <= Self.countLimit else {
      throw fail("more than \(Self.countLimit) repetitions", at: start)
    }
    return (minimum, maximum)
  }

  private mutating func number() -> Int? {
    let start = index
    var value = 0
    while let byte = next, ByteSet.digits.contains(byte), index - start < 6 {
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
      index += 1
    }
    return index > start ? value : nil
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "^"): return .lineStart
    case UInt8(ascii: "$"): return .lineEnd
    case UInt8(ascii: "."): return .byte(.any)
    case UInt8(ascii: "["): return .byte(try byteClass())
    case UInt8(ascii: "("): return try group()
    case UInt8(ascii: "\\"): return try escape()
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
      throw fail("nothing to repeat before '\(Character(UnicodeScalar(byte)))'", at: index - 1)
    default: return character(from: index - 1)
    }
  }

  /// A character as it stands, which several bytes may make up.
  private mutating func character(from start: Int) -> PatternNode {
    while let byte = next, bytes[start] >= 0x80, byte & 0xC0 == 0x80 { index += 1 }
    let nodes = bytes[start..<index].map { PatternNode.byte(ByteSet($0)) }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    let start = index - 1
    depth += 1
    guard depth <= Self.depthLimit else { throw fail("more than \(Self.depthLimit) groups in one another", at: start) }
    defer { depth -= 1 }
    var capture: Int?
    if skip("?<") || skip("?P<") {
      capture = try captureName()
    } else if skip("?:") {
    } else if next == UInt8(ascii: "?") {
      throw fail("only '(?:' and '(?<name>' may follow a bracket; there is no looking around")
    }
    let node = try choice()
    guard skip(")") else { throw fail("'(' without ')'", at: start) }
    return capture.map { .capture($0, node) } ?? node
  }

  private mutating func captureName() throws(PatternError) -> Int {
    let start = index
    while let byte = next, ByteSet.wordBytes.contains(byte) { index += 1 }
    let name = String(decoding: bytes[start..<index], as: UTF8.self)
    guard !name.isEmpty, skip(">") else {
      throw fail("expected a name of letters, digits and '_', and '>'", at: start)
    }
    guard !names.contains(name) else { throw fail("the name '\(name)' stands twice", at: start) }
    guard names.count < Self.nameLimit else { throw fail("more than \(Self.nameLimit) names", at: start) }
    names.append(name)
    return names.count - 1
  }

  private mutating func escape() throws(PatternError) -> PatternNode {
    if next == UInt8(ascii: "b") {
      index += 1
      return .wordBoundary
    }
    return .byte(try escapedSet())
  }

  /// What a backslash and the byte behind it stand for.
  private mutating func escapedSet() throws(PatternError) -> ByteSet {
    guard let byte = next else { throw fail("a backslash at the end") }
    index += 1
    switch byte {
    case UInt8(ascii: "d"): return .digits
    case UInt8(ascii: "D"): return ByteSet.digits.complement
    case UInt8(ascii: "w"): return .wordBytes
    case UInt8(ascii: "W"): return ByteSet.wordBytes.complement
    case UInt8(ascii: "s"): return .spaces
    case UInt8(ascii: "S"): return ByteSet.spaces.complement
    case UInt8(ascii: "t"): return ByteSet(9)
    default:
      guard byte < 0x80, !ByteSet.wordBytes.contains(byte) else {
        throw fail(
          "unknown escape '\\\(Character(UnicodeScalar(byte)))'; expected one of \\d \\D \\w \\W \\s \\S \\b \\t or a "
            + "punctuation mark", at: index - 2)
      }
      return ByteSet(byte)
    }
  }

  private mutating func byteClass() throws(PatternError) -> ByteSet {
    let start = index - 1
    let isNegated = skip("^")
    var set = ByteSet()
    var isFirst = true
    while true {
      guard let byte = next else { throw fail("'[' without ']'", at: start) }
      if byte == UInt8(ascii: "]"), !isFirst {
        index += 1
        return isNegated ? set.complement : set
      }
      isFirst = false
      let item = try classItem()
      guard next == UInt8(ascii: "-"), index + 1 < bytes.count, bytes[index + 1] != UInt8(ascii: "]") else {
        set.formUnion(item)
        continue
      }
      index += 1
      let end = try classItem()
      guard let low = item.onlyByte, let high = end.onlyByte, low <= high else {
        throw fail("a range needs two characters in ascending order", at: index - 1)
      }
      set.insert(low...high)
    }
  }

  private mutating func classItem() throws(PatternError) -> ByteSet {
    guard let byte = next else { throw fail("'[' without ']'") }
    guard byte < 0x80 else { throw fail("a class may hold ASCII only") }
    index += 1
    return byte == UInt8(ascii: "\\") ? try escapedSet() : ByteSet(byte)
  }
}
