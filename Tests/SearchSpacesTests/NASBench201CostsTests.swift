import Core
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct NASBench201CostsTests {
  private static let space = NASBench201()
  private static let cells = (0..<UInt16(NASBench201Cell.count)).map { NASBench201Cell(code: $0) }

  /// Figures of the dossier, from the authors' networks.
  @Test func sumsOverTheWholeSpaceAreThoseDocumented() {
    var params = [0, 0, 0]
    var flops = [0, 0, 0]
    let time = processorTime {
      for cell in Self.cells {
        for (dataset, entry) in Self.space.costs(of: cell).enumerated() {
          params[dataset] += entry.params
          flops[dataset] += entry.counter("published") ?? 0
        }
      }
    }
    print("costs of 15,625 cells on three datasets: \(time)")
    #expect(params == [6_227_406_250, 6_318_812_500, 6_339_125_000])
    #expect(flops == [858_890_156_250, 858_981_562_500, 214_841_875_000])
    #expect(time < .seconds(3))
  }

  @Test func thereAre28PairsOfParametersAndFLOPsBetweenTheDocumentedBounds() {
    let pairs = Set(
      Self.cells.map { cell in
        let entry = Self.space.costs(of: cell)[0]
        return [entry.params, entry.counter("published") ?? 0]
      })
    #expect(pairs.count == 28)
    #expect(pairs.map { $0[0] }.min() == 73_306)
    #expect(pairs.map { $0[0] }.max() == 1_531_546)
    #expect(pairs.map { $0[1] }.min() == 7_783_050)
    #expect(pairs.map { $0[1] }.max() == 220_119_690)
  }

  @Test func liveCostsAreThoseOfTheCellWithoutItsDeadEdges() throws {
    for (encoding, pruned) in [
      // Node 1 leads nowhere.
      (
        "|nor_conv_3x3~0|+|nor_conv_1x1~0|none~1|+|none~0|none~1|nor_conv_3x3~2|",
        "|none~0|+|nor_conv_1x1~0|none~1|+|none~0|none~1|nor_conv_3x3~2|"
      ),
      // Nothing leads to node 1.
      (
        "|none~0|+|none~0|nor_conv_3x3~1|+|skip_connect~0|nor_conv_1x1~1|nor_conv_3x3~2|",
        "|none~0|+|none~0|none~1|+|skip_connect~0|none~1|none~2|"
      ),
    ] {
      let costs = Self.space.costs(of: try Self.space.parse(encoding))
      let expected = Self.space.costs(of: try Self.space.parse(pruned))
      #expect(costs.map(\.paramsLive) == expected.map(\.params))
      #expect(costs.map(\.macsLive) == expected.map(\.macs))
      #expect(zip(costs, expected).allSatisfy { $0.params > $1.params && $0.macs > $1.macs })
    }
  }
}
