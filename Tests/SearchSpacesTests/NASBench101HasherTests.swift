import Bytes
import Core
import Testing

@testable import SearchSpaces

@Suite struct NASBench101HasherTests {
  @Test func theFastHashIsTheSlowOneForAnyGraphOfUpToEightVertices() {
    var random = SeededGenerator(seed: 5)
    var hasher = NASBench101Hasher()
    for _ in 0..<3000 {
      let count = Int.random(in: 1...8, using: &random)
      let labels = (0..<count).map { _ in Int.random(in: -2...2, using: &random) }
      let rarity = Int.random(in: 0...3, using: &random)
      let matrix = (0..<count).map { row in
        (0..<count).map { row < $0 && Int.random(in: 0...rarity, using: &random) == 0 ? UInt8(1) : 0 }
      }
      let expected = PublishedGraphHash.digest(rows: matrix, labels: labels)
      #expect(hasher.hash(of: NASBench101Neighbours(matrix, labels)) == expected, "\(matrix) \(labels)")
    }
  }

  /// `graph_util_test.py` of the authors: two bipartite graphs of ten vertices, not isomorphic.
  @Test func theHashCannotTellTheAuthorsBipartiteGraphsApart() {
    func graph(_ edges: [(Int, Int)]) -> [[UInt8]] {
      var rows = [[UInt8]](repeating: [UInt8](repeating: 0, count: 10), count: 10)
      for edge in edges { rows[edge.0][edge.1] = 1 }
      return rows
    }
    // One ring of length ten, or one of four and one of six, all edges from vertices 0 ... 4 to 5 ... 9.
    func ring(_ length: Int, from first: Int) -> [(Int, Int)] {
      var edges: [(Int, Int)] = []
      for index in 0..<length {
        edges.append((first + index, 5 + first + index))
        edges.append((first + index, 5 + first + (index + 1) % length))
      }
      return edges
    }
    let one = graph(ring(5, from: 0))
    let two = graph(ring(2, from: 0) + ring(3, from: 2))
    let labels = [Int](repeating: 0, count: 10)
    #expect(one != two)
    let digest = PublishedGraphHash.digest(rows: one, labels: labels)
    #expect(digest == PublishedGraphHash.digest(rows: two, labels: labels))
  }

  /// Timed; the million of the issue is `cellar`'s business, a tenth of it is enough here.
  @Test func aHundredThousandRandomCellsAreHashed() throws {
    let space = NASBench101()
    var random = SeededGenerator(seed: 1)
    let cells = (0..<100_000).map { _ in space.sample(using: &random) }
    var hasher = NASBench101Hasher()
    var hashes: [NASBench101Cell: MD5Digest] = [:]
    let clock = ContinuousClock()
    var digests: [MD5Digest] = []
    let time = clock.measure { digests = cells.map { hasher.hash(of: $0) } }
    for (cell, digest) in zip(cells, digests) {
      let representative = cell.smallestOrdering
      #expect(hashes[representative] ?? digest == digest)
      hashes[representative] = digest
    }
    #expect(Set(hashes.values).count == hashes.count)
    print("100,000 random cells hashed in \(time), \(hashes.count) classes")
  }
}
