import Testing

@testable import Formats

struct HTMLTests {
  @Test(arguments: [
    ("<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
    ("a & \"b\"", "a &amp; &quot;b&quot;"),
    ("&amp;", "&amp;amp;"), ("é 日本 🙂", "é 日本 🙂"), ("a\u{0}b\u{1B}[2J", "a[U+0000]b[U+001B][2J"),
    ("x\u{202E}cod.exe", "x[U+202E]cod.exe"), ("two\nlines", "two\nlines"),
  ])
  func textBecomesNoMarkup(_ text: String, _ expected: String) {
    let html: HTML = "<b title=\"\(text)\">\(text)</b>"
    #expect(html.text == "<b title=\"\(expected)\">\(expected)</b>")
  }

  @Test func piecesAreNotEscapedTwice() {
    let inner: HTML = "<i>\("<")</i>"
    let outer: HTML = "<p>\(inner)</p>"
    #expect(outer.text == "<p><i>&lt;</i></p>")
  }
}
