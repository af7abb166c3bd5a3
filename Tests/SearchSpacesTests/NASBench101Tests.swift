import Core
import Testing

@testable import SearchSpaces

@Suite struct NASBench101Tests {
  private let space = NASBench101()

  /// The cell of the benchmark's README.
  private let readme = """
    {"matrix":[[0,1,1,1,0,1,0],[0,0,0,0,0,0,1],[0,0,0,0,0,0,1],[0,0,0,0,1,0,0],[0,0,0,0,0,0,1],[0,0,0,0,0,0,1],\
    [0,0,0,0,0,0,0]],"ops":["input","conv1x1-bn-relu","conv3x3-bn-relu","conv3x3-bn-relu","conv3x3-bn-relu",\
    "maxpool3x3","output"]}
    """

  @Test func theCellOfTheReadmeIsDescribedInFull() throws {
    let description = try space.describe(readme)
    #expect(description.encoding == readme)
    #expect(
      description.canonical == """
        {"matrix":[[0,1,0,1,1,1,0],[0,0,1,0,0,0,0],[0,0,0,0,0,0,1],[0,0,0,0,0,0,1],[0,0,0,0,0,0,1],[0,0,0,0,0,0,1],\
        [0,0,0,0,0,0,0]],"ops":["input","conv3x3-bn-relu","conv3x3-bn-relu","conv1x1-bn-relu","conv3x3-bn-relu",\
        "maxpool3x3","output"]}
        """)
    #expect(description.classID(.published) == "published:28cfc7874f6d200472e1a9dcd8650aa0")
    #expect(!description.isDisconnected)
    let cost = try #require(description.modelCost(of: "cifar10"))
    #expect((cost.params, cost.paramsLive, cost.input, cost.counters) == (2_694_282, 2_694_282, [3, 32, 32], []))
    #expect(try space.parse(readme).parameterCountsOverOrderings == [2_694_282])
  }

  @Test func otherNotationsSayTheSame() throws {
    let cell = try space.parse(#"{"matrix":[[0,1,1],[0,0,1],[0,0,0]],"ops":["input","maxpool3x3","output"]}"#)
    #expect(space.encode(cell, in: "naslib") == "(0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 2, 1)")
    #expect(space.encode(cell, in: "generate-graphs") == "[[[0,1,1],[0,0,1],[0,0,0]],[-1,2,-2]]")
    #expect(try space.parse("(0,1,1,0,0,1,0,0,0,0,2,1)") == cell)
    #expect(try space.parse(" [ [[0,1,1],[0,0,1],[0,0,0]], [-1,2,-2] ]\n") == cell)
    // The edge 0>2 of the first, whose bit mask the authors write column by column, and NASLib's tuple of 56 numbers.
    let tuple = try #require(space.encode(try space.parse(readme), in: "naslib"))
    #expect(tuple.split(separator: ",").count == 56)
    #expect(try space.parse(tuple) == space.parse(readme))
  }

  @Test func limitsApplyAfterPruningAndDeadVerticesMayBeLabelledAnyhow() throws {
    // Nine vertices: 0, 1 and 8 are live; twelve edges, of which three are.
    let text = """
      {"matrix":[[0,1,1,1,1,1,1,1,1],[0,0,0,0,0,0,0,0,1],[0,0,0,1,1,0,0,0,0],[0,0,0,0,0,0,0,0,0],[0,0,0,0,0,0,0,0,0],\
      [0,0,0,0,0,0,0,0,0],[0,0,0,0,0,0,0,0,0],[0,0,0,0,0,0,0,0,0],[0,0,0,0,0,0,0,0,0]],\
      "ops":["input","conv3x3-bn-relu","?","?","?","?","?","?","output"]}
      """
    let cell = try space.parse(text)
    #expect(
      space.encode(cell) == #"{"matrix":[[0,1,1],[0,0,1],[0,0,0]],"ops":["input","conv3x3-bn-relu","output"]}"#)
    #expect(try space.parseSpecification(text).rows.count == 9)
  }

  @Test func aSketchHasTheVerticesAndEdgesOfTheCell() throws {
    let sketch = try #require(space.sketches(of: space.parse(readme)).first)
    #expect(sketch.nodes.first == "input" && sketch.nodes[5] == "maxpool3x3" && sketch.nodes.last == "output")
    let edges = sketch.edges.map { "\($0.source)>\($0.target)" }
    #expect(edges == ["0>1", "0>2", "0>3", "0>5", "1>6", "2>6", "3>4", "4>6", "5>6"])
  }

  /// `model_builder_test.py` of the authors: channels of the vertices.
  @Test(arguments: [
    // Three-way concatenation, 8 to 8; a diamond, 8 to 9.
    (
      [[0, 1, 1, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]], 8, 9, [8, 5, 4, 4, 9]
    ),
    (
      [[0, 1, 1, 1, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]], 8, 8, [8, 3, 3, 2, 8]
    ),
    ([[0, 1], [0, 0]], 8, 16, [8, 16]),
  ])
  func channelsAreSharedEvenlyAndWhatIsLeftGoesToTheFirst(
    _ matrix: [[UInt8]], _ input: Int, _ output: Int, _ channels: [Int]
  ) throws {
    let inner = [String](repeating: "maxpool3x3", count: matrix.count - 2)
    let cell = try NASBench101Specification(rows: matrix, operations: ["input"] + inner + ["output"]).validated()
    let found = cell.vertexChannels(input: input, output: output)
    #expect((0..<cell.vertexCount).map { found[$0] } == channels)
  }
}
