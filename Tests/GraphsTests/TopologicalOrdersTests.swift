import Graphs
import Testing

@Suite struct TopologicalOrdersTests {
  private func orders(_ sources: [UInt64], fixed: Int) -> [[Int]] {
    var orders: [[Int]] = []
    forEachTopologicalOrder(sources: sources, fixedCount: fixed) { orders.append($0) }
    return orders
  }

  @Test func nodesWithoutEdgesComeInEveryOrder() {
    #expect(orders([0, 0, 0], fixed: 0) == [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]])
    #expect(orders([0, 0, 0, 0, 0, 0], fixed: 1).count == 120)
  }

  @Test func nodesStandBehindTheirSources() {
    #expect(orders([0, 0, 0b11, 0b01, 0b100], fixed: 2) == [[0, 1, 2, 3, 4], [0, 1, 2, 4, 3], [0, 1, 3, 2, 4]])
  }

  @Test func fixedNodesKeepTheirPlaces() {
    #expect(orders([0, 0], fixed: 2) == [[0, 1]])
    #expect(orders([], fixed: 0) == [[]])
  }
}
