public import JSON

/// Why a schema cannot be used.
public struct SchemaError: Error, Sendable {
  /// The URI of the document, or what the caller called it.
  public let document: String
  /// Where in the document; nil for one that could not be read at all.
  public let location: JSONLocation?
  /// JSON Pointer in the document.
  public let pointer: String
  public let message: String
  /// How the schema fails to match its meta-schema, if that is the reason.
  public let violations: [SchemaViolation]

  init(
    document: String, location: JSONLocation? = nil, pointer: String = "", _ message: String,
    violations: [SchemaViolation] = []
  ) {
    self.document = document
    self.location = location
    self.pointer = pointer
    self.message = message
    self.violations = violations
  }
}

extension SchemaError: CustomStringConvertible {
  /// `a.json:3:14: /properties/x: message`
  public var description: String {
    let place = location.map { "\(document):\($0.line):\($0.column)" } ?? document
    return pointer.isEmpty ? "\(place): \(message)" : "\(place): \(pointer): \(message)"
  }
}
