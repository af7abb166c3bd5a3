internal import JSON

/// A value in one of the documents of a `SchemaLibrary`.
struct SchemaPlace: Hashable {
  var document: Int
  var value: JSONValue
}

/// A name within a resource.
struct SchemaAnchor: Hashable {
  var resource: Int
  var name: String
}
