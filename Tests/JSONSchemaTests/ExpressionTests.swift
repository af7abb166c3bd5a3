import Bytes
import TestSupport
import Testing

@testable import JSONSchema

struct ExpressionTests {
  private static func isFound(_ source: String, _ text: String) throws -> Bool {
    var matcher = ExpressionMatcher(try Expression(source))
    return text.withBytes { matcher.isFound(in: $0, 0..<$0.byteCount) }
  }

  @Test(
    arguments: [
      ("b", "abc", true), ("^b", "abc", false), ("c$", "abc", true), ("c$", "abc\n", false), ("^$", "", true),
      ("^(?:ab|a)c$", "abc", true), ("^a{2,3}$", "a", false), ("^a{2,3}$", "aaa", true), ("^a{2,3}$", "aaaa", false),
      ("^a{2,}$", "aaaaa", true), ("^a{0}$", "", true), ("^(a?){3}b$", "aab", true), ("^(a*)*b$", "aaab", true),
      (#"^\d+$"#, "12", true), (#"^\d+$"#, "১২", false), (#"^\p{Nd}+$"#, "১২", true), (#"^\P{L}$"#, "1", true),
      (#"^\p{Lu}\p{Ll}$"#, "Éé", true), (#"^[\p{L}\d]+$"#, "é1", true), (#"^[^\p{L}]$"#, "é", false),
      (#"\bcat\b"#, "a cat!", true), (#"\bcat\b"#, "concat", false), (#"\Bcat"#, "concat", true),
      (#"^\u00e9$"#, "é", true), (#"^\u{1F600}$"#, "😀", true), (#"^\ud83d\ude00$"#, "😀", true), ("^.$", "😀", true),
      ("^.$", "\u{2028}", false), (#"^\x41\cJ\0$"#, "A\n\0", true), ("[]", "a", false), ("^[^]$", "\n", true),
      (#"^[\b]$"#, "\u{8}", true), ("^[a-c-]+$", "a-c", true), (#"^[\]\-]+$"#, "]-", true), ("^a]}{b$", "a]}{b", true),
      ("^(?<year>[0-9]{4})$", "1999", true), ("a|", "", true), ("^(|a)+$", "aa", true), (#"\S"#, "\u{FEFF}", false),
      (#"^\/\.\-$"#, "/.-", true), ("^a+?b$", "aab", true),
    ])
  func itIsFoundWhereItShouldBe(_ source: String, _ text: String, _ expected: Bool) throws {
    #expect(try Self.isFound(source, text) == expected)
  }

  @Test(
    arguments: [
      ("(a", "'(' without ')'", 0), ("a)", "')' without '('", 1), ("[a", "'[' without ']'", 0), ("*a", "nothing to", 0),
      ("a**", "a repetition of", 2), ("a{3,2}", "downwards", 1), (#"\y"#, "unknown escape '\\y'", 0),
      (#"a\"#, "backslash", 1),
      ("(?i)a", "behind '(?'", 1), (#"\p{Klingon}"#, "unknown property 'Klingon'", 0), ("[b-a]", "ascending", 4),
      (#"(a)\1"#, "references back", 3), ("a(?=b)", "looking ahead", 1), ("(?<!a)b", "looking ahead or behind", 0),
      ("(?<n>a)(?<n>b)", "stands twice", 10), ("(a{1000}){1000}", "more than 10000 steps", 0), ("^*", "nothing to", 1),
    ])
  func whatIsNoneOrCannotBeMatchedInLinearTimeIsRefused(_ source: String, _ message: String, _ offset: Int) throws {
    let error = #expect(throws: ExpressionError.self) { try Expression(source) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
    #expect(error?.offset == offset)
  }

  /// All texts of up to nine letters a and b, against recognizers written by hand.
  @Test func itAgreesWithRecognizersOnAllShortTexts() throws {
    var even = ExpressionMatcher(try Expression("^(?:a|ba*b)*$"))
    var word = ExpressionMatcher(try Expression("(?:ab){2}"))
    for length in 0...9 {
      for code in 0..<(1 << length) {
        let text = (0..<length).map { code >> $0 & 1 == 0 ? UInt8(ascii: "a") : UInt8(ascii: "b") }
        let isEven = text.withBytes { even.isFound(in: $0, 0..<$0.byteCount) }
        #expect(isEven == text.count { $0 == UInt8(ascii: "b") }.isMultiple(of: 2))
        let hasWord = text.withBytes { word.isFound(in: $0, 0..<$0.byteCount) }
        #expect(hasWord == String(decoding: text, as: UTF8.self).contains("abab"))
      }
    }
  }

  @Test(
    arguments: [
      "^(a+)+$", "^(a|aa)+$", "^(a*)*b$", "(a|a)*c", "^(?:a?){500}a{500}$", "a.{0,60}b.{0,60}c", "[ab]*a[ab]{12}c",
    ])
  func whatMakesABacktrackingEngineRunAwayTakesLinearTime(_ source: String) throws {
    var matcher = ExpressionMatcher(try Expression(source))
    let text = String(repeating: "ab", count: 500) + String(repeating: "a", count: 20_000) + "!"
    let time = processorTime {
      _ = text.withBytes { matcher.isFound(in: $0, 0..<$0.byteCount) }
    }
    #expect(time < .seconds(5))
  }
}
