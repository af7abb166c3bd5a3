import Core
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct NASBench201ClassesTests {
  private static let space = NASBench201()
  private static let cells = (0..<UInt16(NASBench201Cell.count)).map { NASBench201Cell(code: $0) }

  @Test(arguments: [(EquivalenceKind.isomorphic, 8765), (.published, 6466)])
  func thereAreAsManyClassesAsDocumented(_ kind: EquivalenceKind, _ count: Int) {
    let representatives = Set(Self.cells.map { Self.space.representative(of: $0, under: kind) })
    let ids = Set(Self.cells.map { Self.space.classID(of: $0, under: kind) })
    #expect(representatives.count == count)
    #expect(ids.count == count)
  }

  /// The number was also reached by a program apart from this one, which writes each sum out and relabels exhaustively.
  @Test func thereAre5425SameNetworkClasses() {
    #expect(Set(Self.cells.map { Self.space.representative(of: $0, under: .sameNetwork) }).count == 5425)
  }

  @Test func renamingNodesDoesNotKeepTheAuthorsRule() throws {
    // Node 1 is dead in the first cell, node 2 in the second: the same network, but two dead edges are not one.
    let first = try Self.space.parse("|none~0|+|nor_conv_3x3~0|none~1|+|none~0|nor_conv_1x1~1|nor_conv_1x1~2|")
    let second = try Self.space.parse("|nor_conv_3x3~0|+|none~0|none~1|+|none~0|nor_conv_1x1~1|nor_conv_1x1~2|")
    #expect(first.uniqueString == "#+#+(#+(0)@nor_conv_3x3)@nor_conv_1x1")
    #expect(second.uniqueString == "#+(#+#)@nor_conv_1x1+((0)@nor_conv_3x3)@nor_conv_1x1")
    for kind in [EquivalenceKind.isomorphic, .sameNetwork] {
      #expect(Self.space.classID(of: first, under: kind) == Self.space.classID(of: second, under: kind))
    }
  }

  @Test func the341DisconnectedCellsAreOneClassButHaveFiveUniqueStrings() {
    let disconnected = Self.cells.filter { Self.space.isDisconnected($0) }
    #expect(disconnected.count == 341)
    for kind in [EquivalenceKind.isomorphic, .sameNetwork] {
      let ids = Set(disconnected.map { Self.space.classID(of: $0, under: kind) })
      #expect(ids.count == 1)
      let members = Self.cells.filter { ids.contains(Self.space.classID(of: $0, under: kind)) }
      #expect(members == disconnected)
    }
    #expect(Set(disconnected.map(\.uniqueString)).count == 5)
  }

  @Test func publishedClassesMixCostsAsTheAuthorsCountDeadEdges() {
    var costs: [String: Set<Int>] = [:]
    for cell in Self.cells { costs[cell.uniqueString, default: []].insert(Self.space.costs(of: cell)[0].params) }
    #expect(costs.values.count { $0.count > 1 } == 578)
    #expect(costs.values.map(\.count).max() == 10)
  }

  @Test func cellsOfOneIsomorphicOrSameNetworkClassHaveTheSameLiveCosts() {
    for kind in [EquivalenceKind.isomorphic, .sameNetwork] {
      var costs: [NASBench201Cell: [Int]] = [:]
      for cell in Self.cells {
        let live = Self.space.costs(of: cell).flatMap { [$0.paramsLive, $0.macsLive] }
        let representative = Self.space.representative(of: cell, under: kind)
        if let expected = costs[representative], expected != live { Issue.record("\(kind): \(cell.encoding)") }
        costs[representative] = live
      }
    }
  }

  @Test func sameNetworkClassesAreUnionsOfIsomorphicClasses() {
    for cell in Self.cells {
      let isomorphic = Self.space.representative(of: cell, under: .isomorphic)
      let agrees =
        Self.space.representative(of: cell, under: .sameNetwork)
        == Self.space.representative(of: isomorphic, under: .sameNetwork)
      if !agrees { Issue.record("\(cell.encoding)") }
    }
  }

  @Test(arguments: [
    // Skips are aliases: 3x3 0>1, skip 1>3 is 3x3 0>3.
    ("n300010", "n000300", true),
    // The sum of a result with itself is twice it, not the result.
    ("n310011", "n000300", false),
    // Two instances with weights of their own.
    ("n330011", "n300310", true),
    // A skip from the input to the output adds the input once more.
    ("n300110", "n300010", false),
  ])
  func sameNetworkFollowsTheSums(_ first: String, _ second: String, _ same: Bool) {
    let operations: [Character: NASBench201Operation] = ["0": .none, "1": .skipConnect, "3": .convolution3x3]
    let ids = [first, second].map { text in
      Self.space.classID(
        of: NASBench201Cell(operations: text.compactMap { operations[$0] }), under: .sameNetwork)
    }
    #expect((ids[0] == ids[1]) == same)
  }

  @Test func theTablesAreBuiltInAFractionOfASecond() {
    var sum = 0
    let time = processorTime {
      sum += NASBench201Classes.isomorphicTable().count + NASBench201Classes.sameNetworkTable().count
    }
    print("class tables of 15,625 cells, isomorphic and same-network: \(time)")
    #expect(sum == 2 * NASBench201Cell.count)
    #expect(time < .seconds(2))
  }
}
