import JSON

@testable import JSONSchema

/// A document out of text.
func tape(_ text: String, _ options: JSONOptions = .strict) throws -> JSONTape {
  var tape = JSONTape()
  try tape.parse(text: text, options: options)
  return tape
}

func validator(
  _ schema: String, source: any SchemaSource = NoSchemaSource(), options: SchemaOptions = SchemaOptions()
) throws -> SchemaValidator {
  SchemaValidator(try SchemaProgram(compiling: tape(schema), name: "schema.json", source: source, options: options))
}

/// Why a schema is refused, nil if it is not.
func refusal(_ schema: String, source: any SchemaSource = NoSchemaSource()) throws -> SchemaError? {
  let document = try tape(schema)
  do throws(SchemaError) {
    _ = try SchemaProgram(compiling: document, name: "schema.json", source: source)
    return nil
  } catch {
    return error
  }
}

/// Whether a document matches a schema.
func matches(_ document: String, _ schema: String) throws -> Bool {
  var validator = try validator(schema)
  return try validator.isValid(tape(document, .python))
}
