import Bytes
import JSON
import Testing

@testable import JSONSchema

struct ExactDecimalTests {
  @Test(
    arguments: [
      ("1.0", #"{"const": 1}"#, true), ("100e-2", #"{"const": 1}"#, true), ("-0.0", #"{"const": 0}"#, true),
      ("9007199254740993", #"{"const": 9007199254740992}"#, false),
      ("9007199254740993.0", #"{"const": 9007199254740993}"#, true),
      ("1e400", #"{"const": 1e400}"#, true), ("1e400", #"{"const": 1e401}"#, false),
      ("1\(String(repeating: "0", count: 400))", #"{"enum": [1e400]}"#, true),
      ("0.1000000000000000055511151231257827", #"{"maximum": 0.1}"#, false),
      ("0.1", #"{"maximum": 0.1000000000000000055511151231257827}"#, true),
      ("1e400", #"{"maximum": 1e399}"#, false), ("-1e400", #"{"maximum": 1e399}"#, true),
      ("18446744073709551617", #"{"exclusiveMinimum": 18446744073709551616}"#, true),
      ("0.3", #"{"multipleOf": 0.1}"#, true), ("0.35", #"{"multipleOf": 0.1}"#, false),
      ("1e300", #"{"multipleOf": 7}"#, false),
      ("7e300", #"{"multipleOf": 7}"#, true), ("1e999999999", #"{"multipleOf": 1024}"#, true),
      ("1e999999999", #"{"multipleOf": 3}"#, false), ("1e-999999999", #"{"multipleOf": 1}"#, false),
      ("340282366920938463463374607431768211456", #"{"multipleOf": 18446744073709551616}"#, true),
      ("340282366920938463463374607431768211457", #"{"multipleOf": 18446744073709551616}"#, false),
      ("-9223372036854775808", #"{"multipleOf": 1}"#, true), ("1.0", #"{"type": "integer"}"#, true),
      ("1e400", #"{"type": "integer"}"#, true), ("1.00000000000000000000001", #"{"type": "integer"}"#, false),
      ("1e-5", #"{"type": "integer"}"#, false), ("NaN", #"{"type": "integer"}"#, false),
      ("NaN", #"{"type": "number", "minimum": 3}"#, true), ("-Infinity", #"{"minimum": -1e999}"#, false),
    ])
  func numbersAreComparedExactly(_ document: String, _ schema: String, _ expected: Bool) throws {
    #expect(try matches(document, schema) == expected, "\(document) \(schema)")
  }

  @Test func equalElementsAreFoundHoweverTheyAreWritten() throws {
    let filler = (100..<140).map { "\($0)" }.joined(separator: ",")
    for (pair, isUnique) in [
      ("1, 1.0", false), ("1e3, 1000", false), (#""a", "\u0061""#, false), (#"{"a":1,"b":2}, {"b":2.0,"a":1}"#, false),
      ("1, true", true), ("0, false", true), ("[1], [[1]]", true), (#"{"a":1}, {"a":1,"b":1}"#, true),
      ("1e400, 1e401", true),
    ] {
      #expect(try matches("[\(pair)]", #"{"uniqueItems": true}"#) == isUnique, "\(pair)")
      #expect(try matches("[\(filler), \(pair)]", #"{"uniqueItems": true}"#) == isUnique, "\(pair) among many")
    }
  }
}
