import Core
import Testing

@testable import SearchSpaces

@Suite struct NASBench201Tests {
  private let space = NASBench201()
  private static let first =
    "|avg_pool_3x3~0|+|nor_conv_1x1~0|skip_connect~1|+|nor_conv_1x1~0|skip_connect~1|skip_connect~2|"

  @Test func edgesStandInTheOrderOfTheirTargets() throws {
    let cell = try space.parse(Self.first)
    #expect(
      cell.operations == [
        .averagePool3x3, .convolution1x1, .skipConnect, .convolution1x1, .skipConnect, .skipConnect,
      ])
    #expect(NASBench201Cell(operations: cell.operations) == cell)
    #expect(space.encode(cell) == Self.first)
  }

  @Test func theTestValueOfNASLibIsRead() throws {
    // Edges 0>1, 0>2, 0>3, 1>2, 1>3, 2>3; operations skip, none, 3x3, 1x1, pooling.
    let cell = try space.parse("(2, 2, 3, 4, 3, 2)")
    #expect(
      space.encode(cell)
        == "|nor_conv_3x3~0|+|nor_conv_3x3~0|avg_pool_3x3~1|+|nor_conv_1x1~0|nor_conv_1x1~1|nor_conv_3x3~2|")
    #expect(space.encode(cell, in: .naslib) == "(2, 2, 3, 4, 3, 2)")
    #expect(try space.parse("(2,2,3,4,3,2)") == cell)
  }

  @Test(arguments: [
    (0, first), (9, "|avg_pool_3x3~0|+|none~0|none~1|+|skip_connect~0|none~1|nor_conv_3x3~2|"),
    (1462, "|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|nor_conv_3x3~0|nor_conv_3x3~1|nor_conv_3x3~2|"),
  ])
  func documentedIndicesNameTheirCells(_ index: Int, _ encoding: String) throws {
    let cell = try space.parse("\(index)")
    #expect(space.encode(cell) == encoding)
    #expect(space.encode(cell, in: .index) == "\(index)")
  }

  @Test func everyIndexNamesACellOfItsOwn() {
    #expect(Set((0..<NASBench201Cell.count).map { NASBench201Cell(index: $0) }).count == NASBench201Cell.count)
  }

  @Test func sketchesShowOperationsAndTellWhichAreDead() throws {
    let cell = try space.parse("|nor_conv_3x3~0|+|skip_connect~0|none~1|+|avg_pool_3x3~0|none~1|nor_conv_1x1~2|")
    let sketch = try #require(space.sketches(of: cell).first)
    #expect(sketch.nodes == ["input", "1", "2", "output"])
    #expect(
      sketch.edges == [
        .init(from: 0, to: 1, label: "nor_conv_3x3", isLive: false),
        .init(from: 0, to: 2, label: "skip_connect"), .init(from: 0, to: 3, label: "avg_pool_3x3"),
        .init(from: 2, to: 3, label: "nor_conv_1x1"),
      ])
  }

  @Test(arguments: [
    (
      "",
      "malformed encoding at byte 0: found an empty text; expected an architecture string '|op~0|+|op~0|op~1|+|op~0|op~1|op~2|', a tuple of NASLib '(2, 2, 3, 4, 3, 2)' with digits 0 to 4 or an index 0 to 15624"
    ),
    (
      " |none~0|",
      "malformed encoding at byte 0: found ' '; expected an architecture string '|op~0|+|op~0|op~1|+|op~0|op~1|op~2|', a tuple of NASLib '(2, 2, 3, 4, 3, 2)' with digits 0 to 4 or an index 0 to 15624"
    ),
    (
      "|none~0|+|conv7x7~0|none~1|+|none~0|none~1|none~2|",
      "unknown symbol at byte 10: found 'conv7x7'; expected one of 'avg_pool_3x3', 'none', 'nor_conv_1x1', 'nor_conv_3x3', 'skip_connect'"
    ),
    (
      "|none~1|+|none~0|none~1|+|none~0|none~1|none~2|",
      "malformed encoding at byte 6: found '1'; expected '0', as in '|op~0|+|op~0|op~1|+|op~0|op~1|op~2|'"
    ),
    (
      "|none~0|+|none~1|none~0|+|none~0|none~1|none~2|",
      "malformed encoding at byte 15: found '1'; expected '0', as in '|op~0|+|op~0|op~1|+|op~0|op~1|op~2|'"
    ),
    (
      "|none~0|+|none~0|+|none~0|none~1|none~2|",
      "malformed encoding at byte 17: found '+'; expected an operation, as in '|op~0|+|op~0|op~1|+|op~0|op~1|op~2|'"
    ),
    (
      "|none~0|+|none~0|none~1|+|none~0|none~1|none~2|\n",
      "malformed encoding at byte 47: found U+000A; expected the end of the text, as in '|op~0|+|op~0|op~1|+|op~0|op~1|op~2|'"
    ),
    (
      "|none~0|+|none~0|none~1|+|none~0|none~1|none",
      "malformed encoding at byte 44: found the end of the text; expected '~', as in '|op~0|+|op~0|op~1|+|op~0|op~1|op~2|'"
    ),
    (
      "(2, 2, 3, 5, 3, 2)",
      "unknown symbol at byte 10: found '5'; expected one of '0' skip_connect, '1' none, '2' nor_conv_3x3, '3' nor_conv_1x1, '4' avg_pool_3x3"
    ),
    (
      "(2, 2,3, 4, 3, 2)",
      "malformed encoding at byte 6: found '3'; expected ' ', as in '(2, 2, 3, 4, 3, 2)' with digits 0 to 4"
    ),
    (
      "(2, 2, 3, 4, 3)",
      "malformed encoding at byte 14: found ')'; expected ',', as in '(2, 2, 3, 4, 3, 2)' with digits 0 to 4"
    ),
    (
      "15625",
      "outside the space at byte 0: found '15625'; expected an index of the released benchmark, at most 15624"
    ),
    (
      "99999999999999999999999999999999999999999999999999",
      "outside the space at byte 0: found '9999999999999999999999999999999999999999…'; expected an index of the released benchmark, at most 15624"
    ),
    (
      "007",
      "malformed encoding at byte 1: found '0'; expected an index of the released benchmark without leading zeros, as in '0' to '15624'"
    ),
    ("12x", "malformed encoding at byte 2: found 'x'; expected the end of the text, as in '0' to '15624'"),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }
}
