import JSON
import Testing

@testable import JSONSchema

struct SchemaReportTests {
  /// `line:column: pointer: message (keyword)`
  private static func lines(_ document: String, _ schema: String, limit: Int = 100) throws -> [String] {
    var validator = try validator(schema)
    return try validator.report(tape(document), limit: limit).violations.map {
      "\($0.location.line):\($0.location.column): \($0.instancePointer): \($0.message) (\($0.keywordPointer))"
    }
  }

  @Test func aViolationSaysWhereItIsInDocumentAndSchema() throws {
    let document = "{\n  \"a/b\": [1, \"x\"],\n  \"n\": -3\n}"
    let schema = #"""
      {"properties": {"a/b": {"items": {"type": ["integer", "null"]}}, "n": {"minimum": 0}}, "required": ["z"]}
      """#
    #expect(
      try Self.lines(document, schema) == [
        "1:1: : found no member 'z', which is required (/required)",
        "2:14: /a~1b/1: found a string, 'x', expected null or an integer (/properties/a~1b/items/type)",
        "3:8: /n: found -3, expected at least 0 (/properties/n/minimum)",
      ])
  }

  @Test(
    arguments: [
      (#""ab""#, #"{"minLength": 3}"#, "found 2 characters, expected at least 3"),
      (#""é😀""#, #"{"maxLength": 1}"#, "found 2 characters, expected at most 1"),
      (#""ab""#, #"{"pattern": "^b"}"#, "found 'ab', expected what matches '^b'"),
      ("7", #"{"multipleOf": 0.3}"#, "found 7, expected a multiple of 0.3"),
      ("7", #"{"exclusiveMaximum": 7.0}"#, "found 7, expected less than 7"),
      ("7", #"{"maximum": -1.5e30}"#, "found 7, expected at most -15e29"),
      ("7", #"{"const": "7"}"#, "found 7, expected '7'"),
      ("[1]", #"{"enum": [1, "a", null]}"#, "found an array, expected one of 1, 'a', null"),
      ("[1, 2, 1.0]", #"{"uniqueItems": true}"#, "found equal elements 0 and 2, expected different ones"),
      ("[1]", #"{"minItems": 2}"#, "found 1 elements, expected at least 2"),
      ("[1]", #"{"contains": {"const": 2}}"#, "found 0 elements that match 'contains', expected at least 1"),
      (
        "[1, 1]", #"{"contains": {"const": 1}, "maxContains": 1}"#,
        "found 2 elements that match 'contains', expected at most 1"
      ),
      (
        #"{"b": 1}"#, #"{"properties": {"a": {}}, "additionalProperties": false}"#,
        "found the unexpected member 'b', expected one of 'a'"
      ),
      (
        #"{"b": 1}"#, #"{"properties": {"a": {}}, "unevaluatedProperties": false}"#,
        "found the unexpected member 'b', which no other keyword speaks of"
      ),
      ("[0]", #"{"unevaluatedItems": false}"#, "found the unexpected element 0, which no other keyword speaks of"),
      (#"{"a": 1}"#, #"{"dependentRequired": {"a": ["b"]}}"#, "found 'a' without 'b'"),
      ("1", #"{"not": {"type": "integer"}}"#, "found 1, expected what does not match this"),
      (
        "1", #"{"oneOf": [true, {"type": "null"}, {"minimum": 0}]}"#,
        "found a match of alternatives 0, 2, expected one only"
      ),
      (
        #"{"a": "x"}"#, #"{"anyOf": [{"type": "array"}, {"properties": {"a": {"type": "null"}}}]}"#,
        "found an object, expected a match of one of 2 alternatives; the nearest is 1: /a: found a string, 'x', expected null"
      ),
      ("1", "false", "found an integer, expected nothing here"),
    ])
  func aMessageSaysWhatWasFoundAndWhatWasExpected(_ document: String, _ schema: String, _ message: String) throws {
    var validator = try validator(schema)
    #expect(try validator.report(tape(document)).violations.map(\.message) == [message])
  }

  @Test func behindAReferenceBothWaysToTheKeywordAreGiven() throws {
    var validator = try validator(
      ##"{"$id": "urn:a", "properties": {"x": {"$ref": "#/$defs/y"}}, "$defs": {"y": {"type": "null"}}}"##)
    let violation = try #require(try validator.report(tape(#"{"x": 1}"#)).violations.first)
    #expect(violation.keywordPointer == "/properties/x/$ref/type")
    #expect(violation.absoluteKeyword == "urn:a#/$defs/y/type")
    #expect(violation.isBehindReference)
  }

  @Test func theFirstViolationsAreReportedAndTheOthersCounted() throws {
    var validator = try validator(#"{"items": {"type": "null"}}"#)
    let report = try validator.report(
      tape("[\(Array(repeating: "1", count: 20_000).joined(separator: ","))]"), limit: 3)
    #expect(report.violations.map(\.instancePointer) == ["/0", "/1", "/2"])
    #expect(report.omittedCount == 19_997)
    #expect(try validator.report(tape("[null]"), limit: 0).isValid)
    #expect(try !validator.report(tape("[1]"), limit: 0).isValid)
  }
}
