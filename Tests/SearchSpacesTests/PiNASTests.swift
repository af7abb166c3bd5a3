import Core
import Costs
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct PiNASTests {
  private let space = PiNAS()
  private static let classifier = "3 0 1 3 2 3 1 2 0 3 2 1 3 0 3 2"

  @Test(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
  func everyRowOfTheTruthIsReproduced() throws {
    let rows = try TruthRow.rows("truth/pi-nas.jsonl")
    #expect(rows.count == 26)
    var published = 0
    for row in rows {
      let entry = space.costs(of: try space.parse(row.encoding))[0]
      #expect(entry.params == row.number("params"), "\(row.encoding)")
      #expect(entry.macs == row.number("macs_conv_linear"), "\(row.encoding)")
      guard let flops = row.number("flops_as_published_convention") else { continue }
      #expect(entry.counter("published") == flops, "\(row.encoding)")
      #expect(entry.counter("openselfsup") == flops, "\(row.encoding)")
      published += 1
    }
    print("Pi-NAS: \(published) rows with the published convention")
    #expect(published > 0)
  }

  @Test func theSearchedClassifierHasThePublishedFigures() throws {
    let cell = try space.parse(Self.classifier)
    let entry = space.costs(of: cell)[0]
    #expect(entry.params == 27_046_278)
    #expect(entry.macs == 5_332_293_584)
    #expect(entry.counter("published") == 5_377_512_288)
    // The dossier's figure under thop, 5.391G.
    var tally = CostTally(conventions: [ModulesOfThop011()])
    cell.addLayers(to: &tally)
    let thop = tally.entry(scope: .model, task: nil, input: []).counter("thop-0.1.1") ?? 0
    #expect((thop + 500_000) / 1_000_000 == 5391)
  }

  /// `Thop011` as it works on ResNeSt, which calls its global pooling as a function, out of reach of hooks.
  private struct ModulesOfThop011: CostConvention {
    let name = Thop011().name

    func count(_ layer: Layer) -> Int {
      if case .pooling(let pooling) = layer, pooling.kind == .adaptiveAverage { return 0 }
      return Thop011().count(layer)
    }
  }

  @Test func theSearchedTransferModelHasTheDocumentedFigures() throws {
    let entry = space.costs(of: try space.parse("3 3 3 3 1 1 3 3 3 0 0 1 1 0 2 1"))[0]
    #expect(entry.params == 27_039_016)
    #expect(entry.macs == 5_253_644_608)
  }

  @Test func thereAre4To16Networks() {
    #expect(space.size == "4294967296")
    #expect(space.enumerate() == nil)
  }

  @Test(arguments: [
    "[3, 0, 1, 3, 2, 3, 1, 2, 0, 3, 2, 1, 3, 0, 3, 2]", "[3,0,1,3,2,3,1,2,0,3,2,1,3,0,3,2]", "3013231203213032",
  ])
  func listsAndBareDigitsMeanTheSame(_ text: String) throws {
    #expect(try space.encode(space.parse(text)) == Self.classifier)
  }

  @Test(arguments: [
    (
      "",
      "malformed encoding at byte 0: found an empty text; expected a digit 0 to 3, as in '3 0 1 3 2 3 1 2 0 3 2 1 3 0 3 2', sixteen digits 0 to 3"
    ),
    (
      "3 0 4 3 2 3 1 2 0 3 2 1 3 0 3 2",
      "unknown symbol at byte 4: found '4'; expected one of '0' r1 c1 w64, '1' r2 c1 w64, '2' r1 c2 w42, '3' r2 c2 w40"
    ),
    (
      "3 0  1 3 2 3 1 2 0 3 2 1 3 0 3 2",
      "malformed encoding at byte 4: found ' '; expected a digit 0 to 3, as in '3 0 1 3 2 3 1 2 0 3 2 1 3 0 3 2', sixteen digits 0 to 3"
    ),
    (
      "3 0 1 3 2 3 1 2 0 3 2 1 3 0 3",
      "malformed encoding at byte 29: found the end of the text; expected ' ', as in '3 0 1 3 2 3 1 2 0 3 2 1 3 0 3 2', sixteen digits 0 to 3"
    ),
    (
      "3 0 1 3 2 3 1 2 0 3 2 1 3 0 3 2 1",
      "malformed encoding at byte 31: found ' '; expected the end of the text, as in '3 0 1 3 2 3 1 2 0 3 2 1 3 0 3 2', sixteen digits 0 to 3"
    ),
    (
      "30132312 03213032",
      "malformed encoding at byte 8: found ' '; expected a digit 0 to 3, as in '3 0 1 3 2 3 1 2 0 3 2 1 3 0 3 2', sixteen digits 0 to 3"
    ),
  ])
  func faultsAreNamedWithTheirPlace(_ text: String, _ message: String) {
    let error = #expect(throws: EncodingError.self) { try space.parse(text) }
    #expect(error?.description == message)
  }
}
