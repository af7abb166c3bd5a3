/// Where a text about a run comes from.
enum TextSource: Sendable, Hashable {
  case constant(String)
  /// By place among the texts of a record.
  case field(Int, name: String)
  /// Fields between literal pieces.
  case template([Piece])
  /// What holds where a field of it is missing.
  indirect case otherwise(TextSource, String)

  enum Piece: Sendable, Hashable {
    case literal(String)
    case field(Int, name: String)
  }

  /// The text in a record; nil where a field of it is missing.
  func text(in record: MappedRecord) -> String? {
    switch self {
    case .constant(let text): return text
    case .field(let index, _): return record.texts[index]
    case .template(let pieces):
      var result = ""
      for piece in pieces {
        switch piece {
        case .literal(let text): result += text
        case .field(let index, _):
          guard let text = record.texts[index] else { return nil }
          result += text
        }
      }
      return result
    case .otherwise(let source, let text): return source.text(in: record) ?? text
    }
  }

  /// The fields that the text needs.
  var fields: [String] {
    switch self {
    case .constant: []
    case .field(_, let name): [name]
    case .template(let pieces): pieces.compactMap { if case .field(_, let name) = $0 { name } else { nil } }
    case .otherwise(let source, _): source.fields
    }
  }
}
