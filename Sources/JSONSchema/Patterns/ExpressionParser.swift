/// Reads the text of a regular expression in the dialect of ECMA-262 with the flag `u`.
///
/// As engines without that flag do, it takes a `]`, `}` or `{` that opens and closes nothing for itself, and a backslash
/// before punctuation for nothing.
struct ExpressionParser {
  /// The most code points of an expression.
  static let sizeLimit = 10_000
  /// The deepest nesting of groups.
  static let depthLimit = 100

  private let text: [UInt32]
  private var index = 0
  private var depth = 0
  private var names: Set<String> = []
  /// What the expression asks for and a matcher in linear time does not have; nil without such a thing.
  private(set) var unsupported: ExpressionError?

  init(_ source: String) { text = source.unicodeScalars.map(\.value) }

  mutating func parse() throws(ExpressionError) -> ExpressionNode {
    guard text.count <= Self.sizeLimit else {
      throw ExpressionError(message: "more than \(Self.sizeLimit) characters", offset: Self.sizeLimit)
    }
    let node = try choice()
    guard index == text.count else { throw fail("')' without '('") }
    return node
  }

  func fail(_ message: String, at offset: Int? = nil) -> ExpressionError {
    ExpressionError(message: message, offset: offset ?? index)
  }

  private mutating func note(unsupported message: String, at offset: Int) {
    if unsupported == nil { unsupported = ExpressionError(message: message, offset: offset) }
  }

  var next: UInt32? { index < text.count ? text[index] : nil }

  mutating func take() -> UInt32? {
    guard index < text.count else { return nil }
    index += 1
    return text[index - 1]
  }

  mutating func skip(_ literal: StaticString) -> Bool {
    var position = index
    for scalar in "\(literal)".unicodeScalars {
      guard position < text.count, text[position] == scalar.value else { return false }
      position += 1
    }
    index = position
    return true
  }

  private func isNext(_ scalar: Unicode.Scalar) -> Bool { next == scalar.value }

  private mutating func choice() throws(ExpressionError) -> ExpressionNode {
    var alternatives = [try sequence()]
    while skip("|") { alternatives.append(try sequence()) }
    return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
  }

  private mutating func sequence() throws(ExpressionError) -> ExpressionNode {
    var nodes: [ExpressionNode] = []
    while index < text.count, !isNext("|"), !isNext(")") { nodes.append(try repetition(of: atom())) }
    return nodes.count == 1 ? nodes[0] : .sequence(nodes)
  }

  private mutating func repetition(of atom: ExpressionNode) throws(ExpressionError) -> ExpressionNode {
    let start = index
    let limits: (Int, Int?)
    if skip("*") {
      limits = (0, nil)
    } else if skip("+") {
      limits = (1, nil)
    } else if skip("?") {
      limits = (0, 1)
    } else if isNext("{"), let counts = counts() {
      limits = counts
    } else {
      return atom
    }
    if case .assertion = atom { throw fail("nothing to repeat", at: start) }
    if let maximum = limits.1, maximum < limits.0 { throw fail("the counts go downwards", at: start) }
    _ = skip("?")
    if isNext("*") || isNext("+") || isNext("?") {
      throw fail("a repetition of a repetition; put the first into a group")
    }
    return .repetition(atom, minimum: limits.0, maximum: limits.1)
  }

  /// `{m}`, `{m,}` or `{m,n}`; nil, with nothing taken, for another brace.
  private mutating func counts() -> (Int, Int?)? {
    let start = index
    index += 1
    if let minimum = number() {
      if skip("}") { return (minimum, minimum) }
      if skip(",") {
        let maximum = number()
        if skip("}") { return (minimum, maximum) }
      }
    }
    index = start
    return nil
  }

  /// A number in decimal digits, held below 10⁹; nil without a digit.
  private mutating func number() -> Int? {
    let start = index
    var value = 0
    while let digit = next, digit >= 0x30, digit <= 0x39 {
      value = min(value * 10 + Int(digit - 0x30), 1_000_000_000)
      index += 1
    }
    return index > start ? value : nil
  }

  private mutating func atom() throws(ExpressionError) -> ExpressionNode {
    let start = index
    guard let character = take() else { throw fail("the expression ends here") }
    switch Unicode.Scalar(character) {
    case "^": return .assertion(.start)
    case "$": return .assertion(.end)
    case ".": return .set(.dot)
    case "[": return .set(try characterClass(from: start))
    case "(": return try group(from: start)
    case "\\": return try escape(from: start)
    case "*", "+", "?": throw fail("nothing to repeat", at: start)
    case "{":
      index = start
      if counts() != nil { throw fail("nothing to repeat", at: start) }
      index = start + 1
      return .set(CodePointSet(character))
    default: return .set(CodePointSet(character))
    }
  }

  private mutating func group(from start: Int) throws(ExpressionError) -> ExpressionNode {
    depth += 1
    guard depth <= Self.depthLimit else { throw fail("more than \(Self.depthLimit) groups in one another", at: start) }
    defer { depth -= 1 }
    var isLookaround = false
    if skip("?=") || skip("?!") || skip("?<=") || skip("?<!") {
      isLookaround = true
      note(unsupported: "looking ahead or behind is not supported", at: start)
    } else if skip("?<") {
      try groupName()
    } else if !skip("?:"), isNext("?") {
      throw fail("expected ':', '=', '!', '<=', '<!' or '<name>' behind '(?'")
    }
    let node = try choice()
    guard skip(")") else { throw fail("'(' without ')'", at: start) }
    return isLookaround ? .sequence([]) : node
  }

  private mutating func groupName() throws(ExpressionError) {
    let start = index
    var name = ""
    while let character = take(), character != 0x3E {
      guard let scalar = Unicode.Scalar(character),
        scalar.properties.isIDContinue || scalar == "$" || scalar == "\u{200C}" || scalar == "\u{200D}"
      else { throw fail("expected a name and '>'", at: start) }
      name.unicodeScalars.append(scalar)
    }
    guard let first = name.unicodeScalars.first, first.properties.isIDStart || first == "$" || first == "_",
      text[index - 1] == 0x3E
    else { throw fail("expected a name and '>'", at: start) }
    guard names.insert(name).inserted else { throw fail("the name '\(name)' stands twice", at: start) }
  }

  private mutating func escape(from start: Int) throws(ExpressionError) -> ExpressionNode {
    switch next.flatMap(Unicode.Scalar.init) {
    case "b":
      index += 1
      return .assertion(.wordBoundary)
    case "B":
      index += 1
      return .assertion(.noWordBoundary)
    case "k":
      index += 1
      guard skip("<") else { throw fail("expected '<' behind '\\k'") }
      while let character = take(), character != 0x3E {}
      guard text[index - 1] == 0x3E else { throw fail("expected '>'") }
      note(unsupported: "references back are not supported", at: start)
      return .sequence([])
    case .some("1"..."9"):
      _ = number()
      note(unsupported: "references back are not supported", at: start)
      return .sequence([])
    default: return .set(try escapedSet(from: start))
    }
  }
}
