/// Cuts a condition into words.
struct QueryLexer {
  private let text: String
  private let bytes: [UInt8]
  private var offset = 0

  /// Bytes of the longest condition.
  static let limit = 1 << 16

  private init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// The words of `text`, the last of which is the end.
  /// - Complexity: O(length).
  static func tokens(of text: String) throws(QueryExpressionError) -> [QueryToken] {
    var lexer = QueryLexer(text)
    if lexer.bytes.count > limit {
      throw QueryExpressionError(
        text: "", offset: limit, found: "\(lexer.bytes.count) bytes", expected: "at most \(limit)")
    }
    var tokens: [QueryToken] = []
    while true {
      let token = try lexer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(QueryExpressionError) -> QueryToken {
    while offset < bytes.count, [32, 9, 10, 13].contains(bytes[offset]) { offset += 1 }
    let start = offset
    guard start < bytes.count else { return QueryToken(kind: .end, offset: start) }
    let kind: QueryToken.Kind
    switch bytes[start] {
    case UInt8(ascii: "("):
      offset += 1
      kind = .open
    case UInt8(ascii: ")"):
      offset += 1
      kind = .close
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="), UInt8(ascii: "!"): kind = try comparison()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): kind = .text(try quoted())
    case UInt8(ascii: "`"): kind = .name(try quoted())
    case let byte where Self.isDigit(byte) || "+-.".utf8.contains(byte): kind = try number()
    case let byte where Self.isLetter(byte): kind = word()
    default: throw failure(at: start, expected: "a name, a number, a text in quotes, a comparison or a parenthesis")
    }
    return QueryToken(kind: kind, offset: start)
  }

  private mutating func comparison() throws(QueryExpressionError) -> QueryToken.Kind {
    let start = offset
    while offset < bytes.count, offset < start + 2, "<>=!".utf8.contains(bytes[offset]) { offset += 1 }
    switch String(decoding: bytes[start..<offset], as: UTF8.self) {
    case "<": return .comparison(.less)
    case "<=": return .comparison(.lessOrEqual)
    case ">": return .comparison(.greater)
    case ">=": return .comparison(.greaterOrEqual)
    case "=", "==": return .comparison(.equal)
    case "!=", "<>": return .comparison(.notEqual)
    default: throw failure(at: start, expected: "one of <, <=, >, >=, =, !=")
    }
  }

  /// A text in quotes, in which a doubled quote stands for one.
  private mutating func quoted() throws(QueryExpressionError) -> String {
    let start = offset
    let quote = bytes[start]
    var content: [UInt8] = []
    offset += 1
    while offset < bytes.count {
      if bytes[offset] == quote {
        guard offset + 1 < bytes.count, bytes[offset + 1] == quote else {
          offset += 1
          return String(decoding: content, as: UTF8.self)
        }
        offset += 1
      }
      content.append(bytes[offset])
      offset += 1
    }
    throw QueryExpressionError(
      text: text, offset: start, found: "a text without end", expected: "a closing \(Character(Unicode.Scalar(quote)))")
  }

  private mutating func number() throws(QueryExpressionError) -> QueryToken.Kind {
    let start = offset
    if bytes[offset] == UInt8(ascii: "+") || bytes[offset] == UInt8(ascii: "-") { offset += 1 }
    while offset < bytes.count {
      let isExponentSign = "+-".utf8.contains(bytes[offset]) && bytes[offset - 1] | 0x20 == UInt8(ascii: "e")
      guard Self.isPart(of: bytes[offset], isExponentSign) else { break }
      offset += 1
    }
    let found = String(decoding: bytes[start..<offset], as: UTF8.self)
    // `Double` takes hexadecimal digits, infinities and NaN too.
    guard found.utf8.allSatisfy({ Self.isDigit($0) || "+-.eE".utf8.contains($0) }), let value = Double(found),
      value.isFinite
    else {
      throw QueryExpressionError(
        text: text, offset: start, found: "'\(found.prefix(40))'", expected: "a number such as 12, 0.5 or 1e9")
    }
    return .number(value)
  }

  private static func isPart(of byte: UInt8, _ isExponentSign: Bool) -> Bool {
    isExponentSign || isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: ".")
  }

  private mutating func word() -> QueryToken.Kind {
    let start = offset
    while offset < bytes.count,
      Self.isLetter(bytes[offset]) || Self.isDigit(bytes[offset]) || "-.".utf8.contains(bytes[offset])
    { offset += 1 }
    let name = String(decoding: bytes[start..<offset], as: UTF8.self)
    return switch name.lowercased() {
    case "and": .and
    case "or": .or
    case "not": .not
    case "absent": .absent
    default: .name(name)
    }
  }

  private func failure(at place: Int, expected: String) -> QueryExpressionError {
    let rest = String(decoding: bytes[place...].prefix(16), as: UTF8.self)
    return QueryExpressionError(
      text: text, offset: place, found: "'\(rest.first.map(String.init) ?? "")'", expected: expected)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
  }
}
