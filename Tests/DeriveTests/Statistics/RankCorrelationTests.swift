import Core
import Testing

@testable import Derive

struct RankCorrelationTests {
  /// Lists with many ties, few, and none.
  private static func lists(_ seed: UInt64) -> ([Double], [Double]) {
    var generator = SeededGenerator(seed: seed)
    let count = Int(generator.next(below: 40))
    let values = [2, 5, 30, 1_000_000][Int(generator.next(below: 4))]
    let x = (0..<count).map { _ in Double(generator.next(below: UInt64(values))) / 7 - 1 }
    let y = (0..<count).map { index in
      generator.next(below: 3) == 0 ? x[index] : Double(generator.next(below: UInt64(values)))
    }
    return (x, y)
  }

  @Test(arguments: 0..<400) func allAgreeWithTheirDefinitions(_ seed: UInt64) {
    let (x, y) = Self.lists(seed)
    let found = RankCorrelation.correlations(x, y)
    #expect(isClose(found.tau, CorrelationOracle.tau(x, y)))
    #expect(isClose(found.pearson, CorrelationOracle.pearson(x, y)))
    #expect(
      isClose(found.rho, CorrelationOracle.pearson(CorrelationOracle.ranks(x), CorrelationOracle.ranks(y))))
  }

  @Test(arguments: 0..<200) func aDrawIsTheSameAsRepeatingItsRows(_ seed: UInt64) {
    let (x, y) = Self.lists(seed)
    var generator = SeededGenerator(seed: seed + 1000)
    let draw = x.map { _ in UInt8(generator.next(below: 4)) }
    var scratch = PairedColumns.Scratch()
    let found = PairedColumns(RankedColumn(x), RankedColumn(y)).correlations(drawn: draw, &scratch)
    let rows = x.indices.flatMap { Array(repeating: $0, count: Int(draw[$0])) }
    let repeated = RankCorrelation.correlations(rows.map { x[$0] }, rows.map { y[$0] })
    #expect(isClose(found.tau, repeated.tau))
    #expect(isClose(found.rho, repeated.rho))
    #expect(isClose(found.pearson, repeated.pearson, 1e-9))
  }

  @Test(arguments: 0..<200) func tiesAreCountedPairByPair(_ seed: UInt64) {
    let (x, y) = Self.lists(seed)
    var expected = [0, 0, 0]
    for first in x.indices {
      for second in x.indices where second > first {
        let (one, two) = (x[first] == x[second], y[first] == y[second])
        if one || two { expected[one && two ? 2 : one ? 0 : 1] += 1 }
      }
    }
    #expect(PairedColumns(RankedColumn(x), RankedColumn(y)).ties == expected)
  }

  @Test func aPlaceWithoutBothIsLeftOut() {
    #expect(RankCorrelation.kendall([1, .nan, 2, 3], [3, 1, .infinity, 4]) == 1)
  }

  @Test func aConstantListHasNoCorrelation() {
    #expect(RankCorrelation.kendall([1, 1, 1], [1, 2, 3]) == nil)
    #expect(RankCorrelation.spearman([0, -0.0, 0], [1, 2, 3]) == nil)
    #expect(RankCorrelation.pearson([0.1, 0.1, 0.1], [1, 2, 3]) == nil)
    #expect(RankCorrelation.kendall([], []) == nil)
  }

  @Test func theSignIsKept() {
    #expect(RankCorrelation.pearson([1, 2, 3], [3, 2, 1]) == -1)
    #expect(RankCorrelation.spearman([1, 2, 3], [9, 2, 1]) == -1)
  }
}
