/// Reads a condition.
///
///     condition  = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation   = "not" negation | "(" condition ")" | operand comparison operand { comparison operand }
///     operand    = name | number | text | "absent"
struct QueryExpressionParser {
  private let text: String
  private let tokens: [QueryToken]
  private var next = 0
  private var names: [(name: String, offset: Int)] = []
  private var uses: [QueryExpression.Use] = []

  /// Parentheses and negations within one another.
  static let depthLimit = 100

  private init(_ text: String) throws(QueryExpressionError) {
    self.text = text
    tokens = try QueryLexer.tokens(of: text)
  }

  /// - Throws: `QueryExpressionError` with the place of the first fault.
  /// - Complexity: O(length).
  static func parse(_ text: String) throws(QueryExpressionError) -> QueryExpression {
    var parser = try QueryExpressionParser(text)
    let root = try parser.condition(depth: 0)
    guard parser.token.kind == .end else { throw parser.failure(expected: "'and', 'or' or the end") }
    return QueryExpression(root: root, names: parser.names, uses: parser.uses, text: text)
  }

  private var token: QueryToken { tokens[next] }

  private mutating func take() -> QueryToken {
    let token = tokens[next]
    if token.kind != .end { next += 1 }
    return token
  }

  private func failure(expected: String) -> QueryExpressionError {
    QueryExpressionError(text: text, offset: token.offset, found: token.description, expected: expected)
  }

  private mutating func condition(depth: Int) throws(QueryExpressionError) -> QueryExpression.Node {
    guard depth < Self.depthLimit else {
      throw failure(expected: "at most \(Self.depthLimit) parentheses and negations within one another")
    }
    var nodes = [try conjunction(depth)]
    while token.kind == .or {
      _ = take()
      nodes.append(try conjunction(depth))
    }
    return nodes.count == 1 ? nodes[0] : .or(nodes)
  }

  private mutating func conjunction(_ depth: Int) throws(QueryExpressionError) -> QueryExpression.Node {
    var nodes = [try negation(depth)]
    while token.kind == .and {
      _ = take()
      nodes.append(try negation(depth))
    }
    return nodes.count == 1 ? nodes[0] : .and(nodes)
  }

  private mutating func negation(_ depth: Int) throws(QueryExpressionError) -> QueryExpression.Node {
    var count = 0
    while token.kind == .not {
      _ = take()
      count += 1
    }
    var node = try primary(depth)
    if count % 2 == 1 { node = .not(node) }
    return node
  }

  private mutating func primary(_ depth: Int) throws(QueryExpressionError) -> QueryExpression.Node {
    if token.kind == .open {
      _ = take()
      let node = try condition(depth: depth + 1)
      guard token.kind == .close else { throw failure(expected: "')', 'and' or 'or'") }
      _ = take()
      return node
    }
    var left = try operand()
    var nodes: [QueryExpression.Node] = []
    while case .comparison(let comparison) = token.kind {
      _ = take()
      let right = try operand()
      nodes.append(try node(left, comparison, right))
      left = right
    }
    if nodes.isEmpty { throw failure(expected: "a comparison: <, <=, >, >=, = or !=") }
    return nodes.count == 1 ? nodes[0] : .and(nodes)
  }

  /// An operand with its word.
  private struct Side {
    let operand: QueryExpression.Operand
    let token: QueryToken
    var isAbsent: Bool { token.kind == .absent }
  }

  private mutating func operand() throws(QueryExpressionError) -> Side {
    let token = token
    let operand: QueryExpression.Operand
    switch token.kind {
    case .name(let name):
      if let known = names.firstIndex(where: { $0.name == name }) {
        operand = .column(known)
      } else {
        operand = .column(names.count)
        names.append((name, token.offset))
      }
    case .number(let value): operand = .value(.number(value))
    case .text(let text): operand = .value(.text(text))
    case .absent: operand = .value(.absent)
    default: throw failure(expected: "the name of a column, a number or a text in quotes")
    }
    _ = take()
    return Side(operand: operand, token: token)
  }

  private mutating func node(
    _ left: Side, _ comparison: QueryComparison, _ right: Side
  ) throws(QueryExpressionError) -> QueryExpression.Node {
    if left.isAbsent || right.isAbsent {
      guard comparison == .equal || comparison == .notEqual else {
        let place = left.isAbsent ? left.token : right.token
        throw QueryExpressionError(
          text: text, offset: place.offset, found: "'absent' behind '\(comparison.rawValue)'",
          expected: "'= absent' or '!= absent'")
      }
      return .absence(left.isAbsent ? right.operand : left.operand, isAbsent: comparison == .equal)
    }
    for (one, other) in [(left, right), (right, left)] {
      guard case .column(let column) = one.operand, case .value(let value) = other.operand else { continue }
      let isText = if case .text = value { true } else { false }
      uses.append(QueryExpression.Use(column: column, isText: isText, offset: other.token.offset))
    }
    return .comparison(left.operand, comparison, right.operand)
  }
}
