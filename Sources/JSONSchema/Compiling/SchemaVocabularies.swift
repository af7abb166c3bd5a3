/// The vocabularies of draft 2020-12 that a dialect uses.
struct SchemaVocabularies: OptionSet, Sendable, Hashable {
  let rawValue: UInt8

  static let core = SchemaVocabularies(rawValue: 1)
  static let applicator = SchemaVocabularies(rawValue: 2)
  static let unevaluated = SchemaVocabularies(rawValue: 4)
  static let validation = SchemaVocabularies(rawValue: 8)
  static let metaData = SchemaVocabularies(rawValue: 16)
  static let formatAnnotation = SchemaVocabularies(rawValue: 32)
  static let formatAssertion = SchemaVocabularies(rawValue: 64)
  static let content = SchemaVocabularies(rawValue: 128)

  static let standard: SchemaVocabularies = [
    .core, .applicator, .unevaluated, .validation, .metaData, .formatAnnotation, .content,
  ]

  /// The vocabulary of a URI, nil for one that is not known here.
  init?(uri: String) {
    let base = "https://json-schema.org/draft/2020-12/vocab/"
    guard uri.hasPrefix(base) else { return nil }
    switch uri.dropFirst(base.count) {
    case "core": self = .core
    case "applicator": self = .applicator
    case "unevaluated": self = .unevaluated
    case "validation": self = .validation
    case "meta-data": self = .metaData
    case "format-annotation": self = .formatAnnotation
    case "format-assertion": self = .formatAssertion
    case "content": self = .content
    default: return nil
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }
}
