public import JSON

extension SchemaProgram {
  /// Compiles a schema.
  ///
  /// - Parameters:
  ///   - tape: The schema; it is compared with its meta-schema first.
  ///   - name: What messages call it.
  ///   - source: Where other schemas come from.
  /// - Throws: `SchemaError` at the first keyword that cannot be used, for a reference that leads nowhere, for references
  ///   that only lead to one another, and for a regular expression or a number beyond the limits.
  public init(
    compiling tape: JSONTape, name: String, source: any SchemaSource = NoSchemaSource(),
    options: SchemaOptions = SchemaOptions()
  ) throws(SchemaError) {
    var library = SchemaLibrary(source, checksSchemas: options.checksSchemas)
    let root = try library.add(tape, name: name, uri: "")
    var compiler = SchemaCompiler(library, assertsFormats: options.assertsFormats)
    self = try compiler.compile(root)
  }

  /// Compiles a meta-schema that has been read already, without comparing it with its own.
  init(
    _ root: JSONValue, of document: SchemaDocument, uri: String, source: any SchemaSource
  ) throws(SchemaError) {
    var library = SchemaLibrary(source, checksSchemas: false)
    let resource = try library.add(document.tape, name: document.name, uri: uri)
    var compiler = SchemaCompiler(library, assertsFormats: false)
    self = try compiler.compile(resource)
  }

  /// The meta-schema of draft 2020-12.
  static let metaSchema: SchemaProgram = {
    do {
      var tape = JSONTape()
      try tape.parse(text: MetaSchemas.text(of: MetaSchemas.standard) ?? "")
      return try SchemaProgram(
        tape.root, of: SchemaDocument(name: MetaSchemas.standard, tape: tape), uri: MetaSchemas.standard,
        source: NoSchemaSource())
    } catch {
      fatalError("the meta-schema of draft 2020-12 is damaged: \(error)")
    }
  }()
}
