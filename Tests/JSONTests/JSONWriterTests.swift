import Bytes
import JSON
import Testing

@Suite struct JSONWriterTests {
  @Test func compactOutputHasNoSpaceAndPrettyOutputIsIndentedByTwo() {
    func written(_ style: JSONWriter.Style) -> String {
      var writer = JSONWriter(style: style)
      writer.beginObject()
      writer.key("name")
      writer.string("transnas")
      writer.key("counts")
      writer.beginArray()
      writer.integer(1)
      writer.integer(Int64.min)
      writer.natural(.max)
      writer.endArray()
      writer.key("empty")
      writer.beginObject()
      writer.endObject()
      writer.key("none")
      writer.beginArray()
      writer.endArray()
      writer.key("last")
      writer.null()
      writer.endObject()
      writer.endDocument()
      return writer.output.string
    }
    #expect(
      written(.compact)
        == #"{"name":"transnas","counts":[1,-9223372036854775808,18446744073709551615],"empty":{},"none":[],"last":null}"#
        + "\n")
    #expect(
      written(.pretty) == """
        {
          "name": "transnas",
          "counts": [
            1,
            -9223372036854775808,
            18446744073709551615
          ],
          "empty": {},
          "none": [],
          "last": null
        }

        """)
  }

  @Test func documentsFollowOneAnotherLineByLine() {
    var writer = JSONWriter()
    for value in [1, 2] {
      writer.integer(value)
      writer.endDocument()
    }
    let text = writer.output.string
    #expect(text == "1\n2\n")
  }

  @Test func onlyWhatMustBeEscapedIs() {
    var writer = JSONWriter()
    writer.beginArray()
    writer.string("plain/é€𝄞\u{7F}\u{2028}")
    writer.string("\"\\\u{8}\u{C}\n\r\t\u{0}\u{1F}12345678\"")
    writer.string("dynamic \("\"")")
    writer.endArray()
    let text = writer.output.string
    #expect(
      text == "[\"plain/é€𝄞\u{7F}\u{2028}\",\"" + #"\"\\\b\f\n\r\t\u0000\u001f12345678\"","dynamic \""]"#)
  }

  @Test func everyCharacterRoundTripsInAStringAtEveryPlace() throws {
    for value in UInt8(0)..<128 {
      for length in 0..<10 {
        let text = String(repeating: "x", count: length) + String(Unicode.Scalar(value)) + "yé"
        let node = JSONNode.array([.string(text)])
        #expect(try JSONNode(parsing: node.text()) == node)
      }
    }
  }

  @Test func numbersThatAreNotFiniteAreStrings() {
    let node: JSONNode = .array([.double(.nan), .double(.infinity), .double(-.infinity), -0.0, 1.0, 1e-5])
    #expect(node.text() == #"["NaN","Infinity","-Infinity",-0.0,1.0,1e-05]"#)
  }

  @Test func aSubtreeOfATapeIsWrittenAsStrictJSON() throws {
    var tape = JSONTape()
    try tape.parse(
      text: #"{"a\u0062": [ NaN, -Infinity, 123456789012345678901234567890, -0, 1.50, "\u0041\/", "é", {"x": null} ]}"#,
      options: .python)
    var writer = JSONWriter()
    writer.value(tape.root, of: tape)
    let text = writer.output.string
    #expect(text == #"{"ab":["NaN","-Infinity",123456789012345678901234567890,-0,1.5,"A/","é",{"x":null}]}"#)
  }
}
