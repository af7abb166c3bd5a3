import Graphs
import Testing

@Suite struct LabelledDAGTests {
  @Test func labelsAreKeptApart() {
    var graph = LabelledDAG(nodeCount: 8)
    for source in 0..<7 {
      for target in (source + 1)..<8 { graph[edge: source, target] = UInt8(16 * source + target) }
    }
    for node in 0..<8 { graph[node: node] = UInt8(200 + node) }
    graph[edge: 2, 5] = 0
    graph[node: 3] = 255
    for source in 0..<7 {
      for target in (source + 1)..<8 {
        #expect(graph[edge: source, target] == (source == 2 && target == 5 ? 0 : UInt8(16 * source + target)))
      }
    }
    #expect((0..<8).map { graph[node: $0] } == [200, 201, 202, 255, 204, 205, 206, 207])
    #expect(graph.successors(of: 2) == 0b1101_1000)
    #expect(graph.successors(of: 7) == 0)
  }

  @Test func pruningKeepsTheOrderAndLabelsOfWhatIsLive() throws {
    var graph = LabelledDAG(nodeCount: 6)
    for (source, target, label) in [(0, 2, 1), (2, 4, 2), (4, 5, 3), (0, 1, 4), (3, 5, 5), (2, 5, 6)] {
      graph[edge: source, target] = UInt8(label)
    }
    for node in 0..<6 { graph[node: node] = UInt8(10 + node) }
    // Node 1 leads nowhere, node 3 comes from nowhere.
    #expect(graph.liveNodes == 0b110101)
    let pruned = try #require(graph.pruned())
    #expect((0..<pruned.nodeCount).map { pruned[node: $0] } == [10, 12, 14, 15])
    #expect(pruned[edge: 0, 1] == 1 && pruned[edge: 1, 2] == 2 && pruned[edge: 2, 3] == 3 && pruned[edge: 1, 3] == 6)
    #expect(pruned.pruned() == pruned)
  }

  @Test func aGraphWithoutPathPrunesToNothing() {
    var graph = LabelledDAG(nodeCount: 4)
    graph[edge: 0, 1] = 1
    graph[edge: 2, 3] = 1
    #expect(graph.pruned() == nil)
  }
}
