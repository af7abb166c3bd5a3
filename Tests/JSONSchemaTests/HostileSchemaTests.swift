import JSON
import TestSupport
import Testing

@testable import JSONSchema

struct HostileSchemaTests {
  @Test(
    arguments: [
      (##"{"$ref": "#"}"##, "", "lead back to it"),
      (
        ##"{"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"not": {"$ref": "#/$defs/b"}}, "b": {"$ref": "#/$defs/a"}}}"##,
        "", "lead back to it"
      ),
      (##"{"$ref": "#/nowhere"}"##, "/$ref", "leads nowhere"), (##"{"$ref": "#name"}"##, "/$ref", "no anchor 'name'"),
      (#"{"$ref": "other.json"}"#, "/$ref", "no schema with the URI 'other.json'"),
      (#"{"$ref": "http://example.com/"}"#, "/$ref", "no schema with the URI"),
      (#"{"properties": {"a": {"pattern": "("}}}"#, "/properties/a/pattern", "'(' without ')'"),
      (#"{"patternProperties": {"a(?=b)": true}}"#, "/patternProperties/a(?=b)", "not supported"),
      (#"{"$schema": "http://json-schema.org/draft-07/schema#"}"#, "", "expected draft 2020-12"),
      (#"{"$schema": "urn:unknown"}"#, "", "no schema with the URI 'urn:unknown'"),
      (##"{"$ref": "#/enum/0", "enum": [3]}"##, "/enum/0", "expected a schema"),
      (#"{"$defs": {"a": {"$id": "urn:x"}, "b": {"$id": "urn:x"}}}"#, "/$defs/", "another schema has the identifier"),
    ])
  func aSchemaThatCannotBeUsedIsRefusedWithThePlace(_ schema: String, _ pointer: String, _ message: String) throws {
    let error = try #require(try refusal(schema))
    #expect(error.message.contains(message), "\(error)")
    #expect(error.pointer.hasPrefix(pointer), "\(error)")
  }

  @Test func aSchemaThatDoesNotMatchItsMetaSchemaIsRefusedWithPointers() throws {
    let error = try #require(try refusal(#"{"type": "text", "properties": {"a": {"minLength": -1}}}"#))
    #expect(error.message.contains("meta-schema"))
    #expect(Set(error.violations.map(\.instancePointer)) == ["/type", "/properties/a/minLength"])
  }

  @Test func numbersOfManyDigitsAreRefusedAndLongOnesInDocumentsAreNot() throws {
    let digits = String(repeating: "7", count: 5000)
    #expect(try refusal(#"{"multipleOf": \#(digits)}"#)?.message.contains("at most 1000 digits") == true)
    #expect(try matches(digits, #"{"multipleOf": 7}"#))
  }

  /// 2⁴⁰ applications of a schema, if nobody counted.
  @Test func schemasThatMultiplyTheWorkComeToAnEnd() throws {
    var definitions = ##""d0": {"type": "integer", "minimum": 5}"##
    for level in 1...40 {
      definitions +=
        ##", "d\##(level)": {"anyOf": [{"$ref": "#/$defs/d\##(level - 1)"}, {"$ref": "#/$defs/d\##(level - 1)"}]}"##
    }
    var validator = try validator(##"{"$ref": "#/$defs/d40", "$defs": {\##(definitions)}}"##)
    let document = try tape("1")
    let time = processorTime {
      #expect(throws: SchemaLimit.self) { try validator.isValid(document) }
    }
    #expect(time < .seconds(20))
  }

  @Test func dynamicReferencesThatLeadBackComeToAnEnd() throws {
    var validator = try validator(
      ##"""
      {"$id": "urn:a", "$dynamicAnchor": "x", "$ref": "urn:b", "$defs": {"b": {"$id": "urn:b", "$dynamicRef": "#x",
       "$defs": {"x": {"$dynamicAnchor": "x"}}}}}
      """##)
    let document = try tape("1")
    #expect(throws: SchemaLimit.depth(limit: SchemaValidator.depthLimit)) { try validator.isValid(document) }
    #expect(throws: SchemaLimit.depth(limit: SchemaValidator.depthLimit)) { try validator.report(document) }
  }

  /// As deep as schemas may lie within one another, by every way on which a violation is explained.
  @Test(arguments: ["anyOf", "oneOf", "allOf"])
  func longChainsOfSchemasAreExplained(_ keyword: String) throws {
    var definitions = #""d0": {"type": "null"}"#
    for level in 1...990 {
      definitions += ##", "d\##(level)": {"\##(keyword)": [{"$ref": "#/$defs/d\##(level - 1)"}]}"##
    }
    var validator = try validator(##"{"$ref": "#/$defs/d990", "$defs": {\##(definitions)}}"##)
    let report = try validator.report(tape("1"))
    #expect(report.violations.count == 1)
    #expect(report.violations.allSatisfy { $0.message.utf8.count < 1000 })
  }

  @Test func deepDocumentsAreJudgedAsFarAsTheyAreParsed() throws {
    var validator = try validator(##"{"items": {"$ref": "#"}, "maxItems": 1}"##)
    #expect(try validator.isValid(tape(String(repeating: "[", count: 500) + String(repeating: "]", count: 500))))
    #expect(
      try !validator.isValid(tape(String(repeating: "[", count: 500) + "1,2" + String(repeating: "]", count: 500))))
  }

  @Test func manyElementsAreComparedInLessThanQuadraticTime() throws {
    var validator = try validator(#"{"uniqueItems": true}"#)
    let numbers = (0..<200_000).map { "0.\($0 + 1_000_000)" }.joined(separator: ",")
    let different = try tape("[\(numbers)]")
    let withEqual = try tape("[\(numbers), 1000003e-7]")
    let time = try processorTime {
      #expect(try validator.isValid(different))
      let message = try validator.report(withEqual).violations.first?.message
      #expect(message == "found equal elements 3 and 200000, expected different ones")
    }
    #expect(time < .seconds(10))
  }

  @Test func moreThanSixtyFourRequiredNamesAreAllLookedFor() throws {
    let names = (0..<130).map { "\"n\($0)\"" }
    var validator = try validator(#"{"required": [\#(names.joined(separator: ","))]}"#)
    let members = names.map { "\($0): 1" }
    #expect(try validator.isValid(tape("{\(members.joined(separator: ","))}")))
    for missing in [0, 63, 64, 129] {
      var fewer = members
      fewer[missing] = "\"other\": 1"
      #expect(try !validator.isValid(tape("{\(fewer.joined(separator: ","))}")))
    }
    // A name that comes twice stands for one only.
    #expect(try !matches(#"{"a": 1, "a": 2}"#, #"{"required": ["a", "b"]}"#))
  }
}
