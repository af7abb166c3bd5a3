/// Where schemas come from that another one refers to by their URI. Nothing here ever asks a network.
public protocol SchemaSource: Sendable {
  /// The bytes of the document with this absolute URI without a fragment; nil if there is none.
  /// - Throws: `SchemaSourceError` for one that is there, but cannot be read.
  func document(at uri: String) throws(SchemaSourceError) -> [UInt8]?
}

/// Why a document that another one refers to cannot be read.
public struct SchemaSourceError: Error, Sendable, Hashable {
  public let message: String

  public init(_ message: String) { self.message = message }
}

/// No documents: whatever is referred to is in the schema itself, or a meta-schema.
public struct NoSchemaSource: SchemaSource {
  public init() {}

  public func document(at uri: String) -> [UInt8]? { nil }
}
