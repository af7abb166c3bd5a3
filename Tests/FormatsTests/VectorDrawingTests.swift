import Core
import Foundation
import FoundationXML
import SearchSpaces
import Testing

@testable import Formats

@Suite struct VectorDrawingTests {
  /// Counts elements, and notes whether the document is well-formed.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var texts: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
      if name == "text" || name == "title" { texts.append(text) }
      text = ""
    }
  }

  private func read(_ drawing: VectorDrawing) -> Reader? {
    let reader = Reader()
    let parser = XMLParser(data: Data(drawing.text.utf8))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  @Test func namesAndLabelsAreEscapedAndDrawn() throws {
    let sketch = CellSketch(
      title: "cell", nodes: ["in<put", "output"],
      edges: [
        .init(from: 0, to: 1, label: "a & b"), .init(from: 0, to: 1, label: "c"),
        .init(from: 0, to: 1, label: "d", isLive: false),
      ])
    let reader = try #require(read(VectorDrawing([sketch], title: "\"x\" > y")))
    #expect(Set(reader.texts) == ["\"x\" > y", "cell", "in<put", "output", "a & b", "c", "d"])
    // The arrow head, one line for what is live and one for what is dead.
    #expect(reader.counts["path"] == 3)
    #expect(reader.counts["rect"] == 3)
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func picturesAreWellFormedAndNeedNothingElse(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) throws {
      var generator = SeededGenerator(seed: 6)
      for _ in 0..<5 {
        let cell = space.sample(using: &generator)
        let sketches = space.sketches(of: cell)
        let drawing = VectorDrawing(sketches, title: space.encode(cell))
        let reader = try #require(read(drawing))
        #expect(reader.counts["svg"] == 1)
        #expect(reader.counts["rect"] == 1 + sketches.reduce(0) { $0 + $1.nodes.count })
        let links = drawing.text.components(separatedBy: "http").count - 1
        #expect(links == 1, "only the namespace")
        #expect(!drawing.text.contains("href"))
      }
    }
    try check(try SearchSpaceRegistry.space(id))
  }

  @Test func aWideChainGoesDownwards() throws {
    let chain = CellSketch(
      title: "encoder", nodes: ["in", "0", "1", "out"],
      edges: (0..<3).map { .init(from: $0, to: $0 + 1, label: "two blocks, channels doubled") })
    let wide = VectorDrawing([chain], title: "chain")
    let tall = VectorDrawing([chain], title: "chain", widestChain: 560)
    #expect(wide.width > 560)
    #expect(tall.width < 400)
    let (first, second) = (try #require(read(wide)), try #require(read(tall)))
    #expect(first.texts.sorted() == second.texts.sorted())
    #expect(first.counts == second.counts)
    var branched = chain
    branched.edges.append(.init(from: 0, to: 2, label: "skip"))
    #expect(
      VectorDrawing([branched], title: "x", widestChain: 560).text == VectorDrawing([branched], title: "x").text)
  }
}
