/// How a schema is read.
public struct SchemaOptions: Sendable {
  /// Whether `format` is checked in every schema, not only where the meta-schema asks for it.
  public var assertsFormats: Bool
  /// Whether schemas are compared with their meta-schemas.
  var checksSchemas = true

  public init(assertsFormats: Bool = false) { self.assertsFormats = assertsFormats }

  /// The most documents that one schema may pull in.
  static let documentLimit = 1000
  /// The most bytes of all of them together.
  static let sizeLimit = 1 << 28
  /// The most schemas of one program.
  static let schemaLimit = 1_000_000
}
