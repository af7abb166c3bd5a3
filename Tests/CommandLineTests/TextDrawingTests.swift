import Core
import SearchSpaces
import Testing

@testable import cellar

@Suite struct TextDrawingTests {
  private func text(_ sketch: CellSketch) -> String { TextDrawing(sketch).lines.joined(separator: "\n") }

  @Test func everyEdgeHasARowBetweenTheLanesOfItsNodes() {
    let sketch = CellSketch(
      title: "cell", nodes: ["input", "1", "2", "output"],
      edges: [
        .init(from: 0, to: 1, label: "a"), .init(from: 0, to: 2, label: "b"), .init(from: 1, to: 2, label: "c"),
        .init(from: 0, to: 3, label: "d"), .init(from: 1, to: 3, label: "e"), .init(from: 2, to: 3, label: "f"),
      ])
    #expect(
      text(sketch) == """
        ●        input
        ├──╮       a
        │  ●     1
        ├──┼──╮    b
        │  ├──┤    c
        │  │  ●  2
        ↓  │  │    d
        ├──╯  │    e
        ├─────╯    f
        ●        output
        """)
  }

  @Test func aChainStaysInOneLane() {
    let sketch = CellSketch(
      title: "network", nodes: ["input", "1", "output"],
      edges: [.init(from: 0, to: 1, label: "a"), .init(from: 1, to: 2, label: "")])
    #expect(
      text(sketch) == """
        ●  input
        ↓    a
        ●  1
        ↓
        ●  output
        """)
  }

  @Test func deadEdgesAreDottedAndSaidToBeDead() {
    let sketch = CellSketch(
      title: "cell", nodes: ["input", "1", "output"],
      edges: [.init(from: 0, to: 1, label: "a", isLive: false), .init(from: 0, to: 2, label: "b")])
    #expect(
      text(sketch) == """
        ●     input
        ├┄┄╮    a (dead)
        │  ●  1
        ↓       b
        ●     output
        """)
  }

  @Test func lanesThatEndAreUsedAgain() {
    let sketch = CellSketch(
      title: "cell", nodes: ["a", "b", "c", "d"],
      edges: [.init(from: 1, to: 2, label: "x"), .init(from: 1, to: 3, label: "y"), .init(from: 2, to: 3, label: "z")])
    #expect(
      text(sketch) == """
        ●     a
        ●     b
        ├──╮    x
        │  ●  c
        ↓  │    y
        ├──╯    z
        ●     d
        """)
  }

  @Test(arguments: allSearchSpaces.map(\.id)) func drawingsHaveARowForEveryNodeAndEdge(_ id: SpaceID) throws {
    func check<Space: SearchSpace>(_ space: Space) {
      var generator = SeededGenerator(seed: 5)
      for _ in 0..<20 {
        let cell = space.sample(using: &generator)
        let sketches = space.sketches(of: cell)
        #expect(!sketches.isEmpty)
        for sketch in sketches {
          let lines = TextDrawing(sketch).lines
          #expect(lines.count == sketch.nodes.count + sketch.edges.count)
          #expect(lines.count { $0.contains("●") } == sketch.nodes.count)
        }
      }
    }
    check(try SearchSpaceRegistry.space(id))
  }
}
