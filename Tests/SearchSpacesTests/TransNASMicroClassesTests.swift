import Core
import TestSupport
import Testing

@testable import SearchSpaces

@Suite struct TransNASMicroClassesTests {
  private static let space = TransNASBench101Micro()
  private static let cells = (0..<UInt16(TransNASMicroCell.count)).map { TransNASMicroCell(code: $0) }

  @Test(arguments: [(EquivalenceKind.isomorphic, 1948), (.sameNetwork, 1376)])
  func thereAreAsManyClassesAsDocumented(_ kind: EquivalenceKind, _ count: Int) {
    let representatives = Set(Self.cells.map { Self.space.representative(of: $0, under: kind) })
    #expect(representatives.count == count)
  }

  @Test func the169DisconnectedCellsAreOneClassUnderBothKinds() {
    let disconnected = Self.cells.filter { Self.space.isDisconnected($0) }
    #expect(disconnected.count == 169)
    for kind in Self.space.equivalences {
      let members = Self.cells.filter { Self.space.classID(of: $0, under: kind) == "\(kind):64-41414-0_00_000" }
      #expect(members == disconnected)
    }
  }

  @Test func sameNetworkClassesAreUnionsOfIsomorphicClasses() {
    for cell in Self.cells {
      let isomorphic = Self.space.representative(of: cell, under: .isomorphic)
      let agrees =
        Self.space.representative(of: cell, under: .sameNetwork)
        == Self.space.representative(of: isomorphic, under: .sameNetwork)
      #expect(agrees, "\(Self.space.encode(cell))")
    }
  }

  @Test(arguments: [
    // A skip out of node 0 has weights: 3x3 after a skip is not 3x3 alone.
    ("64-41414-1_00_030", "64-41414-0_00_300", false),
    // Identity skips are aliases: 3x3 0>1 then skip 1>3 is 3x3 0>3.
    ("64-41414-3_00_010", "64-41414-0_00_300", true),
    // Through two identities: 0>1, skip 1>2, skip 2>3.
    ("64-41414-3_01_001", "64-41414-0_00_300", true),
    // The same result twice is not two results: 3x3 0>1, skips 1>3, 1>2, 2>3 against 3x3 0>1, 3x3 0>3.
    ("64-41414-3_01_011", "64-41414-3_00_310", false),
    // Nor is it one result: the sum of an operation with itself is twice it.
    ("64-41414-3_01_011", "64-41414-0_00_300", false),
    // Two instances with weights of their own, wherever the sum is taken.
    ("64-41414-3_30_011", "64-41414-3_00_310", true),
    // What 2>3 reads is the sum of two results either way.
    ("64-41414-3_31_003", "64-41414-3_31_003", true),
  ])
  func sameNetworkFollowsTheSums(_ first: String, _ second: String, _ same: Bool) throws {
    let kind = EquivalenceKind.sameNetwork
    let ids = try [first, second].map { Self.space.classID(of: try Self.space.parse($0), under: kind) }
    #expect((ids[0] == ids[1]) == same)
  }

  @Test func theTablesTakeAFractionOfASecond() {
    // Computed anew: the static tables may be built already.
    var isomorphic: [UInt16] = []
    let time = processorTime {
      isomorphic = TransNASMicroClasses.isomorphicTable() + TransNASMicroClasses.sameNetworkTable()
    }
    print("both class tables: \(time)")
    #expect(isomorphic == TransNASMicroClasses.isomorphic + TransNASMicroClasses.sameNetwork)
    #expect(time < .milliseconds(500))
  }

  @Test func theTablesAreTheSameFromManyThreads() async {
    let sums = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 { group.addTask { TransNASMicroClasses.sameNetwork.reduce(0) { $0 + Int($1) } } }
      return await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(sums.count == 1)
  }
}
