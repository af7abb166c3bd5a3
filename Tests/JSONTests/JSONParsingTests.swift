import Bytes
import Foundation
import JSON
import TestSupport
import Testing

@Suite struct JSONParsingTests {
  private static let names: [String] = {
    guard let sharedDirectory else { return [] }
    let entries = try? DirectoryWalker().entries(below: sharedDirectory.path + "/json-test-suite/test_parsing")
    return (entries ?? []).map(\.releaseText)
  }()

  /// What is done with the files of which RFC 8259 leaves it open: nil is accepted.
  ///
  /// Numbers too large for a double are infinite, as in Python, and flagged; surrogates without a partner are accepted
  /// if escaped, and read as U+FFFD; everything that is not UTF-8 is refused, and so is a byte order mark.
  private static let openCases: [String: JSONErrorReason?] = [
    "i_number_double_huge_neg_exp.json": nil, "i_number_huge_exp.json": nil,
    "i_number_neg_int_huge_exp.json": nil, "i_number_pos_double_huge_exp.json": nil,
    "i_number_real_neg_overflow.json": nil, "i_number_real_pos_overflow.json": nil,
    "i_number_real_underflow.json": nil, "i_number_too_big_neg_int.json": nil,
    "i_number_too_big_pos_int.json": nil, "i_number_very_big_negative_int.json": nil,
    "i_object_key_lone_2nd_surrogate.json": nil,
    "i_string_1st_surrogate_but_2nd_missing.json": nil,
    "i_string_1st_valid_surrogate_2nd_invalid.json": nil,
    "i_string_UTF-16LE_with_BOM.json": .expectedValue, "i_string_UTF-8_invalid_sequence.json": .invalidUTF8,
    "i_string_UTF8_surrogate_U+D800.json": .invalidUTF8,
    "i_string_incomplete_surrogate_and_escape_valid.json": nil,
    "i_string_incomplete_surrogate_pair.json": nil,
    "i_string_incomplete_surrogates_escape_valid.json": nil,
    "i_string_invalid_lonely_surrogate.json": nil, "i_string_invalid_surrogate.json": nil,
    "i_string_invalid_utf-8.json": .invalidUTF8, "i_string_inverted_surrogates_U+1D11E.json": nil,
    "i_string_iso_latin_1.json": .invalidUTF8, "i_string_lone_second_surrogate.json": nil,
    "i_string_lone_utf8_continuation_byte.json": .invalidUTF8, "i_string_not_in_unicode_range.json": .invalidUTF8,
    "i_string_overlong_sequence_2_bytes.json": .invalidUTF8, "i_string_overlong_sequence_6_bytes.json": .invalidUTF8,
    "i_string_overlong_sequence_6_bytes_null.json": .invalidUTF8, "i_string_truncated-utf-8.json": .invalidUTF8,
    "i_string_utf16BE_no_BOM.json": .expectedValue, "i_string_utf16LE_no_BOM.json": .expectedValue,
    "i_structure_500_nested_arrays.json": nil, "i_structure_UTF-8_BOM_empty_object.json": .byteOrderMark,
  ]

  @Test(.enabled(if: sharedDirectory != nil)) func theSuiteHasAllItsFiles() {
    #expect(Self.names.count == 318)
    #expect(Set(Self.names.filter { $0.hasPrefix("i_") }) == Set(Self.openCases.keys))
  }

  @Test(.enabled(if: sharedDirectory != nil), arguments: JSONParsingTests.names)
  func theSuiteOfParsingTestsIsDecidedAsItAsks(_ name: String) throws {
    let directory = try #require(sharedDirectory).path + "/json-test-suite/test_parsing/"
    var buffer = ByteBuffer()
    try buffer.readFile(at: directory + name)
    var tape = JSONTape()
    var reason: JSONErrorReason?
    do throws(JSONError) {
      try tape.parse(exchanging: &buffer)
    } catch {
      reason = error.reason
      #expect(error.offset <= tape.sourceCount)
    }
    switch name.first {
    case "y": #expect(reason == nil)
    case "n": #expect(reason != nil)
    default: #expect(reason == (try #require(Self.openCases[name])))
    }
    if reason == nil {
      var writer = JSONWriter()
      writer.value(tape.root, of: tape)
      let text = writer.output.string
      let first = JSONNode(tape.root, of: tape)
      let second = try JSONNode(parsing: text)
      #expect(second.text() == first.text())
    }
  }

  @Test(
    arguments: [
      ("", .emptyDocument, 0), (" \n", .emptyDocument, 2), ("[1,]", .expectedValue, 3),
      ("[1 2]", .expectedCommaOrArrayEnd, 3),
      ("{\"a\" 1}", .expectedColon, 5), ("{\"a\":1 \"b\"}", .expectedCommaOrObjectEnd, 7),
      ("{,}", .expectedKeyOrEnd, 1),
      ("{\"a\":1,}", .expectedKey, 7), ("[1}", .expectedCommaOrArrayEnd, 2), ("1 2", .trailingContent, 2),
      ("[01]", .invalidNumber, 2), ("[-]", .invalidNumber, 2), ("[1.]", .invalidNumber, 3),
      ("[NaN]", .nonFiniteNumber, 1),
      ("[-Infinity]", .nonFiniteNumber, 1), ("[Infinity]", .nonFiniteNumber, 1), ("\"\\x\"", .invalidEscape, 2),
      ("\"\\u12g4\"", .invalidUnicodeEscape, 5), ("\"a\tb\"", .controlCharacter, 2), ("[tru]", .expectedValue, 1),
      ("\"abc", .unexpectedEnd, 4), ("[", .unexpectedEnd, 1), ("{\"a\":", .unexpectedEnd, 5),
      ("\"\\u12", .unexpectedEnd, 5),
      ("\u{FEFF}{}", .byteOrderMark, 0), ("nan", .expectedValue, 0), ("1\u{0}", .trailingContent, 1),
    ] as [(String, JSONErrorReason, Int)])
  func errorsSayWhatAndWhere(_ text: String, _ reason: JSONErrorReason, _ offset: Int) {
    var tape = JSONTape()
    let error = #expect(throws: JSONError.self) { try tape.parse(text: text) }
    #expect(error == JSONError(reason, at: offset))
    #expect(tape.kind(of: tape.root) == .null)
  }

  @Test func linesAndColumnsCountFromOne() {
    var tape = JSONTape()
    let error = #expect(throws: JSONError.self) { try tape.parse(text: "{\n  \"a\": 1,\n  \"b\": x\n}") }
    #expect(error?.description == "byte 19: expected a value")
    #expect(tape.location(ofOffset: error?.offset ?? 0).description == "line 3, column 8")
    #expect(tape.location(ofOffset: 99).line == 4)
  }

  @Test func everyReasonIsWordedAlike() {
    for reason in JSONErrorReason.allCases {
      #expect(reason.message.hasPrefix("expected") && !reason.message.hasSuffix("."))
    }
  }

  @Test func depthAndSizeAreBounded() throws {
    var tape = JSONTape()
    let bomb = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError(.tooDeep, at: 512)) { try tape.parse(text: bomb) }
    #expect(throws: JSONError(.tooDeep, at: 2048)) {
      try tape.parse(text: bomb, options: JSONOptions(maximumDepth: .max))
    }
    #expect(throws: JSONError(.tooDeep, at: 1536)) {
      try tape.parse(text: String(repeating: "{\"\":", count: 1000), options: JSONOptions(maximumDepth: 384))
    }
    let nested = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
    try tape.parse(text: nested)
    #expect(throws: JSONError(.tooLarge, at: 3)) { try tape.parse(text: "[10]", options: JSONOptions(maximumSize: 3)) }
    try "[10]".withBytes { bytes throws(JSONError) in try tape.parse(bytes, options: JSONOptions(maximumSize: 4)) }
  }
}
