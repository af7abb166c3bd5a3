import Bytes
import Testing

@testable import Layouts

struct FlatYAMLTests {
  private static func read(_ text: String) -> FlatYAML { text.withBytes { FlatYAML($0) } }

  @Test(arguments: [
    ("a: 1", "1"), ("a:   x y  # note", "x y"), ("a: 'it''s'", "it's"), ("a: \"q # r\"", "q # r"),
    ("a: 1.0e+30", "1.0e+30"),
    ("'a': b", "b"), ("a: !!python/name:os.system x", "x"), ("a: &id001 7", "7"), ("a: 1\r", "1"), ("a: b:c", "b:c"),
    ("a: 1\na: 2", "2"),
  ])
  func aScalarIsTheTextBehindItsKey(_ text: String, _ value: String) {
    #expect(Self.read(text + "\n").text("a", separator: nil) == value)
  }

  @Test(arguments: ["a: null", "a: ~", "a:", "b: 1", "a 1", "- a: 1", "a: |\n  a: 2\n  b", "# a: 1"])
  func whatSaysNothingIsMissing(_ text: String) {
    #expect(Self.read(text + "\n").text("a", separator: nil) == nil)
  }

  @Test func listsKeepTheirElementsWhateverTheirTag() {
    for text in [
      "a: !!python/tuple\n- skip\n- 'conv'\nb: 1", "a:\n  - skip\n  - conv\nb: 1", "a: [skip, \"conv\"]\nb: 1",
    ] {
      let yaml = Self.read(text + "\n")
      #expect(yaml.text("a", separator: "|") == "skip|conv")
      #expect(yaml.text("a", separator: nil) == "[\"skip\",\"conv\"]")
      #expect(yaml.text("b", separator: nil) == "1")
    }
  }

  @Test func nestedKeysAreJoinedByDots() {
    let yaml = Self.read("m: !!python/object:a.B\n  c:\n    d: 1\n  e: 2\nf: 3\n")
    #expect(yaml.text("m.c.d", separator: nil) == "1")
    #expect(yaml.text("m.e", separator: nil) == "2")
    #expect(yaml.text("f", separator: nil) == "3")
  }

  @Test func deepAndEndlessFilesEnd() {
    let deep = (0..<2000).map { String(repeating: " ", count: $0) + "k:\n" }.joined()
    #expect(Self.read(deep).values.isEmpty)
    let wide = (0..<10_000).map { "k\($0): 1\n" }.joined()
    #expect(Self.read(wide).values.count == FlatYAML.keyLimit)
  }
}
