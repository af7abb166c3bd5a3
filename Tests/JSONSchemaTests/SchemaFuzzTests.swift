import Bytes
import EmbeddedFiles
import JSON
import TestSupport
import Testing

@testable import JSONSchema

/// Damaged schemas and documents.
struct SchemaFuzzTests {
  private static let schema = ##"""
    {"$id": "urn:fuzz", "$dynamicAnchor": "n", "type": ["object", "array", "string", "integer"], "minProperties": 1,
     "properties": {"a": {"$ref": "#/$defs/x"}, "b": {"$dynamicRef": "#n"}, "c": {"enum": [1, 1.5e3, "x", null, [1], {"k": 2}]}},
     "patternProperties": {"^(?:p|q)[0-9]{1,3}\\p{L}?$": {"multipleOf": 0.01, "minimum": -3, "exclusiveMaximum": 1e30}},
     "additionalProperties": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/y"}]}, "propertyNames": {"maxLength": 12},
     "dependentRequired": {"a": ["b"]}, "dependentSchemas": {"c": {"required": ["a"]}}, "unevaluatedItems": false,
     "prefixItems": [{"$ref": "#/$defs/x"}], "contains": {"const": 3}, "maxContains": 4, "uniqueItems": true,
     "$defs": {"x": {"$anchor": "x", "oneOf": [{"minLength": 2, "format": "date-time"}, {"type": "number"}], "not": {"const": 4}},
               "y": {"if": {"type": "string"}, "then": {"pattern": "\\bcat$", "format": "idn-hostname"}, "else": {"$ref": "#"},
                     "unevaluatedProperties": {"$ref": "#x"}}}}
    """##
  private static let documents = [
    #"{"a": 3.5, "b": {"c": [1], "p12é": 0.07}, "c": {"k": 2.0}, "other": "the cat"}"#,
    #"[3, 1e400, "2020-01-01T00:00:00Z", "xn--9n2bp8q.xn--9t4b11yi5a", "\u05d0\u05f3\u05d1", [[], {}], 3.0]"#,
  ]

  private static func parsed(_ bytes: [UInt8]) -> JSONTape? {
    var tape = JSONTape()
    do throws(JSONError) {
      try bytes.withBytes { span throws(JSONError) in try tape.parse(span, options: .python) }
      return tape
    } catch {
      return nil
    }
  }

  @Test func damagedSchemasAreRefusedOrUsedAndNeverTrap() throws {
    let seeds = [Array(Self.schema.utf8)] + EmbeddedFiles.schemas.map(\.bytes)
    let documents = Self.documents.compactMap { Self.parsed(Array($0.utf8)) }
    #expect(documents.count == Self.documents.count)
    let longest = fuzz("schema", seeds: seeds) { bytes in
      guard let schema = Self.parsed(bytes) else { return }
      for checks in [true, false] {
        var options = SchemaOptions(assertsFormats: true)
        options.checksSchemas = checks
        guard let program = try? SchemaProgram(compiling: schema, name: "fuzz", options: options) else { continue }
        var validator = SchemaValidator(program)
        for document in documents { _ = try? validator.report(document, limit: 5) }
      }
    }
    #expect(longest < .seconds(20))
  }

  @Test func damagedDocumentsAreJudgedAndNeverTrap() throws {
    var validator = try validator(Self.schema, options: SchemaOptions(assertsFormats: true))
    let longest = fuzz("schema documents", seeds: Self.documents.map { Array($0.utf8) }, rounds: 10_000) { bytes in
      guard let document = Self.parsed(bytes) else { return }
      let isValid = try? validator.isValid(document)
      let report = try? validator.report(document, limit: 5)
      #expect(isValid == report?.isValid)
    }
    #expect(longest < .seconds(20))
  }

  @Test func damagedExpressionsAreRefusedOrMatched() {
    let seeds = [#"^(?:a|[^b-d\p{Lu}]{2,5})*?(?<n>\bx\u{61})$"#, #"\d+(\.\d*)?|[\w\-]+@\S"#]
    let text = "aéX 12.5 foo-bar@b"
    let longest = fuzz("expression", seeds: seeds.map { Array($0.utf8) }) { bytes in
      guard let expression = try? Expression(String(decoding: bytes, as: UTF8.self)) else { return }
      var matcher = ExpressionMatcher(expression)
      _ = text.withBytes { matcher.isFound(in: $0, 0..<$0.byteCount) }
    }
    #expect(longest < .seconds(5))
  }
}
