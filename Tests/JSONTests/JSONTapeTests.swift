import Bytes
import Foundation
import JSON
import TestSupport
import Testing

@Suite struct JSONTapeTests {
  private func tape(_ text: String, _ options: JSONOptions = .strict) throws(JSONError) -> JSONTape {
    var tape = JSONTape()
    try tape.parse(text: text, options: options)
    return tape
  }

  @Test func integersAreExactToTheEdgesOf64Bits() throws {
    let tape = try tape("[9223372036854775807, -9223372036854775808, 9223372036854775808, -9223372036854775809, -0, 0]")
    let values = Array(tape.elements(of: tape.root))
    #expect(values.map { tape.integer($0) } == [.max, .min, nil, nil, 0, 0])
    #expect(values.map { tape.kind(of: $0) } == [.integer, .integer, .bigInteger, .bigInteger, .integer, .integer])
    #expect(values.map { tape.double($0) } == [0x1p63, -0x1p63, 0x1p63, -0x1p63, 0, 0])
    #expect(tape.double(values[4])?.sign == .plus)
    #expect(tape.sourceText(of: values[3]) == "-9223372036854775809")
  }

  @Test func doublesTooLargeAreInfiniteAndFlaggedButSuchIntegersHaveNoDouble() throws {
    let tape = try tape("[1e400, -1e400, 1\(String(repeating: "0", count: 400)), Infinity, 1e-400]", .python)
    let values = Array(tape.elements(of: tape.root))
    #expect(values.map { tape.double($0) } == [.infinity, -.infinity, nil, .infinity, 0])
    #expect(values.map { tape.overflows($0) } == [true, true, false, false, false])
  }

  @Test func negativeZeroIsKeptInADoubleOnly() throws {
    let tape = try tape("[-0.0, -0e0, -0]")
    let signs = tape.elements(of: tape.root).map { tape.double($0)?.sign }
    #expect(signs == [.minus, .minus, .plus])
  }

  @Test func pythonsNonFiniteNumbersAreReadWhenAllowed() throws {
    let tape = try tape("[NaN, Infinity, -Infinity]", .python)
    let values = tape.elements(of: tape.root).map { tape.double($0) ?? 0 }
    #expect(values[0].isNaN && values[1] == .infinity && values[2] == -.infinity)
    #expect(tape.elements(of: tape.root).map { tape.sourceText(of: $0) } == ["NaN", "Infinity", "-Infinity"])
  }

  @Test func stringsAreDecoded() throws {
    let tape = try tape(
      #"["", "plain", "\"\\\/\b\f\n\r\t", "\u00e9\u20AC\ud834\udd1e", "é€𝄞", "\ud800", "\udc00\ud800x", "\u0000"]"#)
    let values = Array(tape.elements(of: tape.root))
    #expect(
      values.map { tape.string($0) } == [
        "", "plain", "\"\\/\u{8}\u{C}\n\r\t", "é€𝄞", "é€𝄞", "\u{FFFD}", "\u{FFFD}\u{FFFD}x", "\0",
      ])
    #expect(values.map { tape.isEscaped($0) } == [false, false, true, true, false, true, true, true])
    #expect(tape.text(values[3], equals: "é€𝄞") && tape.text(values[4], equals: "é€𝄞"))
    #expect(tape.text(values[1], equals: Array("plain".utf8)) && !tape.text(values[1], equals: "plaim"))
    #expect(tape.withRawText(values[1]) { $0.byteCount } == 5)
  }

  @Test func membersComeInOrderAndContainersAreSkipped() throws {
    let tape = try tape(#"{"a": {"x": [1, [2, {}]], "y": {}}, "b": [], "a": 3}"#)
    #expect(tape.members(of: tape.root).map { tape.string($0.key) } == ["a", "b", "a"])
    #expect(tape.count(of: tape.root) == 3)
    let last = try #require(tape.value("a", in: tape.root))
    #expect(tape.integer(last) == 3)
    #expect(tape.value("c", in: tape.root) == nil)
    #expect(tape.value("x", in: last) == nil)
    let first = try #require(tape.members(of: tape.root).first { _ in true }).value
    #expect(tape.members(of: first).map { tape.count(of: $0.value) } == [2, 0])
  }

  @Test func everyValueKnowsItsSource() throws {
    let text = #"{"a": [1.50, "x\n", true, false, null, {"b": -1}], "c": 12}"#
    let tape = try tape(text)
    let values = tape.members(of: tape.root).map(\.value)
    #expect(tape.sourceText(of: tape.root) == text)
    #expect(
      tape.elements(of: values[0]).map { tape.sourceText(of: $0) } == [
        "1.50", #""x\n""#, "true", "false", "null", #"{"b": -1}"#,
      ])
    #expect(tape.sourceRange(of: values[1]) == text.utf8.count - 3..<text.utf8.count - 1)
    let long = try self.tape("[0.\(String(repeating: "1", count: 70_000)), 2]")
    #expect(long.elements(of: long.root).map { long.sourceRange(of: $0).count } == [70_002, 1])
  }

  @Test func pointersNameValuesAndEscapeKeys() throws {
    let tape = try tape(#"{"a/b": [10, {"m~n": 8}], "": {"é": [[]]}}"#)
    let inner = tape.members(of: tape.root).map(\.value)
    let element = try #require(Array(tape.elements(of: inner[0])).last)
    let deep = try #require(tape.value("m~n", in: element))
    #expect(tape.pointer(to: tape.root) == "")
    #expect(tape.pointer(to: inner[0]) == "/a~1b")
    #expect(tape.pointer(to: deep) == "/a~1b/1/m~0n")
    #expect(tape.pointer(to: inner[1]) == "/")
    #expect(tape.pointer(toOffset: tape.sourceOffset(of: deep)) == "/a~1b/1/m~0n")
    #expect(tape.pointer(toOffset: 0) == "")
    let innermost = try #require(tape.value("é", in: inner[1]))
    #expect(tape.pointer(to: innermost) == "//é")
    #expect(tape.elements(of: innermost).map { tape.pointer(to: $0) } == ["//é/0"])
  }

  @Test(arguments: [1, 5, 31, 32, 33, 1000])
  func theFirstDuplicateKeyIsFoundHoweverItIsWritten(_ count: Int) throws {
    let keys = (0..<count).map { "\"some_key_\($0)\": 0" }
    let plain = try tape("{\(keys.joined(separator: ", "))}")
    #expect(plain.firstDuplicateKey(in: plain.root) == nil)
    for written in [#""some_key_0": 1"#, #""some\u005fkey_0": 1"#] {
      let tape = try tape("{\((keys + [written] + [written]).joined(separator: ", "))}")
      let members = Array(tape.members(of: tape.root))
      let duplicate = try #require(tape.firstDuplicateKey(in: tape.root))
      #expect(duplicate.key == members[count].key)
      #expect(duplicate.first == members[0].key)
    }
  }

  @Test func shortKeysThatDifferAreNoDuplicates() throws {
    let tape = try tape(
      #"{"": 0, "a": 0, "b": 0, "aa": 0, "train_loss": 0, "train_lost": 0, "trail_loss": 0, "12345678": 0}"#)
    #expect(tape.firstDuplicateKey(in: tape.root) == nil)
    #expect(tape.firstDuplicateKey(in: try #require(tape.value("", in: tape.root))) == nil)
  }

  @Test func aTapeIsReusedAndCopiesStayAsTheyWere() throws {
    var tape = try tape("[1, 2, 3]")
    let copy = tape
    let elements = copy.elements(of: copy.root)
    try tape.parse(text: "{}")
    #expect(elements.map { copy.integer($0) } == [1, 2, 3])
    #expect(tape.kind(of: tape.root) == .object)
    var buffer = ByteBuffer(Array("[true]".utf8))
    try tape.parse(exchanging: &buffer)
    #expect(tape.elements(of: tape.root).map { tape.boolean($0) } == [true])
  }

  @Test(.enabled(if: sharedDirectory != nil)) func genuineTrainingLogsAreReadToTheLastMetric() throws {
    let root = try #require(sharedDirectory).path + "/data/transnas-raw-logs"
    var files = 0
    for entry in try DirectoryWalker().entries(below: root) where entry.releaseText.hasSuffix("/model_db.json") {
      var buffer = ByteBuffer()
      try buffer.readFile(at: Array("\(root)/".utf8) + entry.path)
      guard !buffer.isEmpty else { continue }
      var tape = JSONTape()
      let bytes = buffer.array
      guard (try? tape.parse(exchanging: &buffer, options: .python)) != nil else { continue }
      files += 1
      for run in tape.members(of: tape.root) {
        #expect(tape.value("metrics", in: run.value) != nil)
        #expect(tape.firstDuplicateKey(in: run.value) == nil)
      }
      #expect(tape.sourceText(of: tape.root).utf8.count <= bytes.count)
    }
    #expect(files > 20)
  }
}
