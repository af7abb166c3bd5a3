public import JSON

/// One way in which a document does not match a schema.
public struct SchemaViolation: Sendable, Hashable {
  /// JSON Pointer to the value.
  public var instancePointer: String
  /// Where the value begins.
  public var location: JSONLocation
  /// JSON Pointer to the keyword, by way of the references that led to it.
  public var keywordPointer: String
  /// URI and JSON Pointer of the keyword in the schema in which it stands.
  public var absoluteKeyword: String
  /// Whether a reference led to the keyword, so that the two above differ.
  public var isBehindReference: Bool
  /// What was found, and what was expected.
  public var message: String
  /// Of the value, in bytes; violations are in the order of this.
  var offset: Int
}
