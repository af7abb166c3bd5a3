internal import JSON

/// One schema of a program: which kinds of values it takes, and its other keywords as ranges of instructions.
struct SchemaNode: Sendable {
  /// What is to be done at all.
  enum Kind: UInt8, Sendable {
    case `true`, `false`
    /// `type` and nothing else.
    case type
    case keywords
  }

  var kind: Kind
  /// Whether `unevaluatedItems` or `unevaluatedProperties` is among the keywords.
  var looksAtUnevaluated = false
  /// One bit for each raw value of `JSONKind`, and `integralBit`; all ones without `type`.
  var types: UInt16 = .max
  /// The instructions for strings start here, those for numbers at the next, and so on.
  var strings: Int32 = 0
  var numbers: Int32 = 0
  var arrays: Int32 = 0
  var objects: Int32 = 0
  /// Those for any value.
  var values: Int32 = 0
  /// `unevaluatedItems` and `unevaluatedProperties`, which come last.
  var late: Int32 = 0
  var end: Int32 = 0
  /// For a schema that is a mere reference, the node where that ends; else -1.
  var alias: Int32 = -1
  /// Where the schema stands.
  var resource: Int32
  var document: Int32
  var schema: JSONValue

  /// Stands in `types` for a number with a point or exponent that is whole.
  static let integralBit: UInt16 = 1 << 15
}
