/// How a document does not match a schema.
public struct SchemaReport: Sendable {
  /// In the order of the document; no more than the caller asked for.
  public internal(set) var violations: [SchemaViolation] = []
  /// How many there are beyond those.
  public internal(set) var omittedCount = 0

  public var isValid: Bool { violations.isEmpty && omittedCount == 0 }
}
