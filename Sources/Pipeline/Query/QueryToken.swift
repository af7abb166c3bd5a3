/// A word of a condition, with its place.
struct QueryToken: Hashable {
  enum Kind: Hashable {
    case name(String)
    case number(Double)
    case text(String)
    case comparison(QueryComparison)
    case and, or, not, absent, open, close, end
  }

  let kind: Kind
  /// In bytes, from 0.
  let offset: Int

  /// For messages.
  var description: String {
    switch kind {
    case .name(let name): "'\(name)'"
    case .number(let value): "the number \(value)"
    case .text(let text): "the text '\(text)'"
    case .comparison(let comparison): "'\(comparison.rawValue)'"
    case .and: "'and'"
    case .or: "'or'"
    case .not: "'not'"
    case .absent: "'absent'"
    case .open: "'('"
    case .close: "')'"
    case .end: "the end"
    }
  }
}

/// How two values of a condition are compared.
enum QueryComparison: String, Hashable {
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "="
  case notEqual = "!="
}
