import EmbeddedFiles
import JSON
import Testing

@testable import JSONSchema

struct MetaSchemasTests {
  @Test(
    arguments: [
      "schema", "meta/core", "meta/applicator", "meta/unevaluated", "meta/validation", "meta/meta-data",
      "meta/format-annotation", "meta/format-assertion", "meta/content",
    ])
  func everyMetaSchemaMatchesItself(_ name: String) throws {
    let text = try #require(MetaSchemas.text(of: MetaSchemas.base + name))
    var validator = SchemaValidator(SchemaProgram.metaSchema)
    #expect(try validator.report(tape(text)).violations == [])
    #expect(try refusal(##"{"$ref": "\##(MetaSchemas.base + name)"}"##) == nil)
  }

  @Test func ourOwnSchemasMatchTheMetaSchema() throws {
    #expect(!EmbeddedFiles.schemas.isEmpty)
    for file in EmbeddedFiles.schemas {
      let error = try refusal(file.text)
      #expect(error == nil, "\(file.name): \(error.map { "\($0) \($0.violations)" } ?? "")")
    }
  }

  @Test func anUnknownVocabularyThatIsRequiredIsRefused() throws {
    struct OneDocument: SchemaSource {
      func document(at uri: String) -> [UInt8]? {
        guard uri == "urn:meta" else { return nil }
        return Array(#"{"$id": "urn:meta", "$vocabulary": {"urn:mine": true}}"#.utf8)
      }
    }
    let error = try refusal(#"{"$schema": "urn:meta"}"#, source: OneDocument())
    #expect(error?.message.contains("'urn:mine'") == true)
  }
}
