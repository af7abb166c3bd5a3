import Bytes
import TestSupport
import Testing

@testable import Layouts

struct PatternTests {
  /// What a pattern finds in a line: the text of each capture, nil where it took no part; nil without a match.
  private static func find(_ pattern: String, _ line: String) throws -> [String?]? {
    var matcher = PatternMatcher(try Pattern(pattern))
    return line.withBytes { bytes in
      guard matcher.matches(bytes, 0..<bytes.byteCount) else { return nil }
      return matcher.pattern.names.indices.map { matcher.text($0, in: bytes) }
    }
  }

  @Test(
    arguments: [
      (#"epoch (?<e>\d+) lr (?<lr>\S+)"#, "12:01 epoch 3 lr 2.4e-02", ["3", "2.4e-02"]),
      (#"^(?<a>a+)(?<b>a*)$"#, "aaaa", ["aaaa", ""]),
      (#"^(?<a>a+?)(?<b>a*)$"#, "aaaa", ["a", "aaa"]),
      (#"(?<x>ab|abc)(?<y>c|d)?"#, "xabcd", ["ab", "c"]),
      (#"(?<x>abc|ab)"#, "xabcd", ["abc"]),
      (#"(?<n>[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?)"#, "loss=-1.5e-3;", ["-1.5e-3"]),
      (#"(?<d>\d{2,3})"#, "12345", ["123"]),
      (#"(?<d>\d{2,3}?)"#, "12345", ["12"]),
      (#"^(?<d>\d{4})$"#, "1234", ["1234"]),
      (#"(?<w>\bacc\b)"#, "top_acc acc", ["acc"]),
      (#"\b(?<w>\w+)%"#, "x: 97%", ["97"]),
      (#"(?<c>[^\]]+)\]"#, "[a b]", ["[a b"]),
      (#"(?<c>[]a-c-]+)"#, "x]a-", ["]a-"]),
      (#"(?<u>é+)"#, "caféé", ["éé"]),
      (#"(?<any>.)$"#, "ab", ["b"]),
      (#"(?P<old>\w+)=\{(?<v>\d*)\}"#, "k={}", ["k", ""]),
      (#"(?<t>(?:a|b)*)c"#, "ababc", ["abab"]),
      (#"(?<e>(?:)*)x"#, "x", [""]),
      (#"\((?<q>\?)\)\t"#, "(?)\t", ["?"]),
    ] as [(String, String, [String])])
  func theFirstAndPreferredMatchIsFound(_ pattern: String, _ line: String, _ expected: [String]) throws {
    let found = try #require(try Self.find(pattern, line), "\(pattern) is not found in \(line)")
    #expect(found == expected.map { $0 })
  }

  @Test(
    arguments: [
      (#"^b"#, "ab"), (#"a$"#, "ab"), (#"\bcc"#, "acc"), (#"[^a]"#, "aaa"), (#"a{3}"#, "aa"), (#"\D"#, "123"),
      (#"."#, ""), (#"abc"#, "ab"), (#"(?:ab)+c"#, "abab"),
    ])
  func whatIsNotThereIsNotFound(_ pattern: String, _ line: String) throws {
    let found = try Self.find(pattern, line)
    #expect(found == nil)
  }

  @Test func aCaptureThatTookNoPartIsNil() throws {
    #expect(try Self.find("(?<a>x)?y(?<b>z)?", "y") == [nil, nil])
    #expect(try Self.find("(?<a>x)|(?<b>y)", "y") == [nil, "y"])
  }

  /// The last turn of a loop counts, and a lazy loop turns as seldom as it can.
  @Test func loopsKeepTheirLastTurn() throws {
    #expect(try Self.find("(?:(?<last>[ab]),?)+", "a,b,a") == ["a"])
    #expect(try Self.find("x(?<rest>.*?)y", "x1y2y") == ["1"])
  }

  /// Every text of up to six letters a and b, against a recognizer written by hand.
  @Test func itAgreesWithARecognizerOnAllShortTexts() throws {
    var matcher = PatternMatcher(try Pattern("^(?:a|ba*b)*$"))
    for length in 0...9 {
      for code in 0..<(1 << length) {
        let text = (0..<length).map { code >> $0 & 1 == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b") }
        let isFound = text.withBytes { matcher.matches($0, 0..<$0.byteCount) }
        // An even number of b's, whatever stands between them.
        let expected = text.count { $0 == UInt8(ascii: "b") } % 2 == 0
        #expect(isFound == expected, "\(String(decoding: text, as: UTF8.self))")
      }
    }
  }

  @Test(
    arguments: [
      ("a)", "')' without '('", 1), ("(a", "'(' without ')'", 0), ("[a", "'[' without ']'", 0), ("*a", "nothing", 0),
      ("a**", "a repetition of a repetition", 2), ("(?=a)", "no looking around", 1),
      (#"\q"#, "unknown escape '\\q'", 0),
      (#"(a)\1"#, "unknown escape '\\1'", 3), ("a{3,1}", "counts downwards", 1), ("a{2000}", "more than 1000", 1),
      ("a{x}", "expected a number", 2), ("[z-a]", "ascending order", 3), ("(?<n>a)(?<n>b)", "stands twice", 10),
      ("(?<>a)", "expected a name", 3), ("[é]", "ASCII only", 1), ("a\\", "a backslash at the end", 2),
      ("^*", "nothing to repeat", 1),
    ])
  func aFaultIsNamedWithItsPlace(_ pattern: String, _ message: String, _ offset: Int) {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error?.message.contains(message) == true, "\(pattern): \(error?.message ?? "")")
    #expect(error?.offset == offset, "\(pattern): \(error?.offset ?? -1)")
  }

  @Test func largeProgramsAreRefused() {
    #expect(throws: PatternError.self) { try Pattern("(?:(?:(?:a{100}){100}){100}){100}") }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "(", count: 60)) }
    #expect(throws: PatternError.self) { try Pattern(String(repeating: "a", count: 3000)) }
  }

  /// What makes a backtracking engine take longer than the universe takes a moment here.
  @Test func catastrophesTakeTimeInProportion() throws {
    let line = String(repeating: "a", count: 20_000)
    for pattern in ["^(?:a+)+b?$x", "^(?:a|a)*$x", "(?:a?){20}a{20}$x", "(?<l>a*)*[^a]$"] {
      var found: [String?]?
      let time = try processorTime { found = try Self.find(pattern, line) }
      #expect(found == nil)
      #expect(time < .seconds(20), "\(pattern) took \(time)")
    }
  }

  @Test func mostLinesArePassedOverByASearch() throws {
    #expect(try Pattern(#"epoch (?<e>\d+) lr"#).requiredBytes == Array("epoch ".utf8))
    #expect(try Pattern(#"(?<a>x|y)"#).requiredBytes.isEmpty)
    #expect(try Pattern(#"(?<a>valid_acc )+\d"#).requiredBytes == Array("valid_acc ".utf8))
    #expect(try Pattern(#"(?:abc)?d"#).requiredBytes == Array("d".utf8))
  }
}
