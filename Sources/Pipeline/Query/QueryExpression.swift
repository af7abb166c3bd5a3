import Core

/// A condition on a row: comparisons of columns, numbers and texts, joined by `and`, `or`, `not` and parentheses.
///
/// What compares an absent value is neither true nor false, and neither is its negation; a row is taken where the whole
/// is true. `column = absent` asks for absence itself.
public struct QueryExpression: Sendable, Hashable {
  indirect enum Node: Sendable, Hashable {
    case comparison(Operand, QueryComparison, Operand)
    /// Whether the operand is absent, or is not.
    case absence(Operand, isAbsent: Bool)
    case and([Node])
    case or([Node])
    case not(Node)
  }

  enum Operand: Sendable, Hashable {
    /// Index into `names`.
    case column(Int)
    case value(QueryValue)
  }

  let root: Node
  /// The columns that the condition names, each once, with the place of their first mention in bytes.
  let names: [(name: String, offset: Int)]
  /// Comparisons of a column with a text or number, for `check`.
  let uses: [Use]
  let text: String

  /// A column beside a constant.
  struct Use: Sendable, Hashable {
    let column: Int
    let isText: Bool
    let offset: Int
  }

  /// Checks that every column is there and compared with its like.
  /// - Parameter kinds: Whether each known column holds text.
  func check(_ kinds: [String: Bool]) throws(QueryExpressionError) {
    for (name, offset) in names where kinds[name] == nil {
      let known = kinds.keys.sorted { $0.precedesBytewise($1) }
      let hint = NearestName.of(name, among: known).map { " (did you mean '\($0)'?)" } ?? ""
      throw QueryExpressionError(
        text: text, offset: offset, found: "the unknown column '\(name)'\(hint)",
        expected: "one of \(known.joined(separator: ", "))")
    }
    for use in uses where kinds[names[use.column].name] != use.isText {
      let name = names[use.column].name
      throw QueryExpressionError(
        text: text, offset: use.offset, found: use.isText ? "a text" : "a number",
        expected: kinds[name] == true
          ? "a text in quotes, since '\(name)' holds texts" : "a number, since '\(name)' holds numbers")
    }
  }

  /// Whether the condition holds for a row with `values` in the order of `names`; nil where absent values leave it open.
  func holds(_ values: [QueryValue]) -> Bool? { Self.holds(root, values) }

  static func holds(_ node: Node, _ values: [QueryValue]) -> Bool? {
    switch node {
    case .comparison(let left, let comparison, let right):
      return compare(value(left, values), comparison, value(right, values))
    case .absence(let operand, let isAbsent): return (value(operand, values) == .absent) == isAbsent
    case .not(let inner): return holds(inner, values).map { !$0 }
    case .and(let nodes):
      var isOpen = false
      for node in nodes {
        guard let result = holds(node, values) else {
          isOpen = true
          continue
        }
        if !result { return false }
      }
      return isOpen ? nil : true
    case .or(let nodes):
      var isOpen = false
      for node in nodes {
        guard let result = holds(node, values) else {
          isOpen = true
          continue
        }
        if result { return true }
      }
      return isOpen ? nil : false
    }
  }

  private static func value(_ operand: Operand, _ values: [QueryValue]) -> QueryValue {
    switch operand {
    case .column(let index): values[index]
    case .value(let value): value
    }
  }

  private static func compare(_ left: QueryValue, _ comparison: QueryComparison, _ right: QueryValue) -> Bool? {
    guard let isLess = left.precedes(right), let isGreater = right.precedes(left) else { return nil }
    return switch comparison {
    case .less: isLess
    case .lessOrEqual: !isGreater
    case .greater: isGreater
    case .greaterOrEqual: !isLess
    case .equal: !isLess && !isGreater
    case .notEqual: isLess || isGreater
    }
  }

  public static func == (left: QueryExpression, right: QueryExpression) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
