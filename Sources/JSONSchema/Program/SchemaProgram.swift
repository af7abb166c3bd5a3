internal import JSON

/// A schema of draft 2020-12 and all that it refers to, compiled to flat lists of instructions.
public struct SchemaProgram: Sendable {
  /// The schemas; the first is the root.
  var nodes: [SchemaNode] = []
  var instructions: [SchemaInstruction] = []
  /// Nodes of `allOf`, `prefixItems` and their like, one list behind the other.
  var lists: [Int32] = []
  var limits: [Int] = []
  var numbers: [SchemaNumber] = []
  var expressions: [Expression] = []
  var tables: [MemberTable] = []
  /// The parts of the member tables, one table behind the other.
  var entries: [MemberTable.Entry] = []
  var places: [Int32] = []
  var patterns: [MemberTable.Pattern] = []
  var nameBytes: [UInt8] = []
  /// Names of `dependentRequired` and `dependentSchemas`.
  var names: [[UInt8]] = []
  var constants: [SchemaConstant] = []
  var dynamicAnchors: [DynamicAnchor] = []
  var resources: [SchemaResource] = []
  var documents: [SchemaDocument] = []

  /// Whether which schema is meant can depend on the way that led to it.
  var looksAtScope = false

  /// The number of schemas that can be reached from the root.
  public var schemaCount: Int { nodes.count }
}

/// The schemas of one `$dynamicAnchor`, by resource.
struct DynamicAnchor: Sendable {
  var name: String
  var resources: [Int32] = []
  var nodes: [Int32] = []
}

/// A value of `const` or `enum`.
struct SchemaConstant: Sendable {
  var document: Int32
  var value: JSONValue
  var kind: JSONKind
}

/// A text in which schemas stand.
struct SchemaDocument: Sendable {
  /// For messages: its URI, or what the caller called it.
  var name: String
  var tape: JSONTape
}

/// A schema with an identifier of its own, and those within it that have none.
struct SchemaResource: Sendable {
  /// Absolute, without a fragment.
  var uri: String
  var document: Int
  var root: JSONValue
  var vocabularies: SchemaVocabularies
}
