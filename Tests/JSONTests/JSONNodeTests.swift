import JSON
import Testing

@Suite struct JSONNodeTests {
  private let node: JSONNode = [
    "name": "nasbench", "spaces": ["macro", "micro"], "epochs": 25, "rate": 0.1, "final": true, "none": nil,
  ]

  @Test func partsAreReachedByKeyAndIndex() {
    #expect(node["name"]?.string == "nasbench")
    #expect(node["spaces"]?[1]?.string == "micro")
    #expect(node["spaces"]?[2] == nil)
    #expect(node["epochs"]?.integer == 25)
    #expect(node["epochs"]?.double == 25)
    #expect(node["rate"]?.double == 0.1)
    #expect(node["final"]?.boolean == true)
    #expect(node["none"] == .null)
    #expect(node["missing"] == nil)
    #expect(node.members?.map(\.key) == ["name", "spaces", "epochs", "rate", "final", "none"])
    #expect(node["spaces"]?.elements?.count == 2)
  }

  @Test(arguments: [JSONWriter.Style.compact, .pretty]) func treesRoundTrip(_ style: JSONWriter.Style) throws {
    #expect(try JSONNode(parsing: node.text(style: style)) == node)
    let big = try JSONNode(parsing: "[123456789012345678901234567890, {\"a\": 1, \"a\": 2}]")
    #expect(big[0] == .bigInteger("123456789012345678901234567890"))
    #expect(big[1]?["a"]?.integer == 2)
    #expect(try JSONNode(parsing: big.text(style: style)) == big)
  }
}
