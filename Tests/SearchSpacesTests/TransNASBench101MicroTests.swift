import Core
import Testing

@testable import SearchSpaces

@Suite struct TransNASBench101MicroTests {
  private let space = TransNASBench101Micro()

  @Test func digitsListTheSourcesOfEachNode() throws {
    let cell = try space.parse("64-41414-1_23_012")
    #expect(
      cell.operations == [.skipConnect, .convolution1x1, .convolution3x3, .none, .skipConnect, .convolution1x1])
    #expect(TransNASMicroCell(operations: cell.operations) == cell)
    #expect(space.encode(cell) == "64-41414-1_23_012")
  }

  @Test(arguments: [
    (
      "",
      "malformed encoding at byte 0: found an empty text; expected '6', as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "65-41414-0_00_000",
      "malformed encoding at byte 1: found '5'; expected '4', as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "64-41414-0_00_00",
      "malformed encoding at byte 16: found the end of the text; expected a digit 0 to 3, as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "64-41414-0_00_0000",
      "malformed encoding at byte 17: found '0'; expected the end of the text, as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "64-41414-0_00_000\n",
      "malformed encoding at byte 17: found U+000A; expected the end of the text, as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "64-41414-0_40_000",
      "unknown symbol at byte 11: found '4'; expected one of '0' none, '1' skip_connect, '2' nor_conv_1x1, '3' nor_conv_3x3"
    ),
    (
      "64-41414-0_0x_000",
      "malformed encoding at byte 12: found 'x'; expected a digit 0 to 3, as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "64-41414-0-00_000",
      "malformed encoding at byte 10: found '-'; expected '_', as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "64-41414-０_00_000",
      "malformed encoding at byte 9: found '０' (U+FF10); expected a digit 0 to 3, as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "6\u{301}4-41414-0_00_000",
      "malformed encoding at byte 1: found U+0301; expected '4', as in '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "64-1143-basic",
      "malformed encoding at byte 3: found a macro encoding, '64-1143-basic'; expected a micro encoding, '64-41414-a_bc_def' with digits 0 to 3"
    ),
    (
      "64-41414-basic",
      "malformed encoding at byte 9: found a macro encoding, '64-41414-basic'; expected a micro encoding, '64-41414-a_bc_def' with digits 0 to 3"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }

  @Test func classIDsNameTheSmallestEncoding() throws {
    let description = try space.describe("64-41414-3_30_011")
    #expect(description.classes.map(\.id) == ["isomorphic:64-41414-3_30_011", "same-network:64-41414-0_30_301"])
  }
}
