import Graphs
import Testing

@Suite struct NodesOnPathsTests {
  /// Every upper-triangular graph of up to five nodes against a search for paths one by one.
  @Test func nodesAreThoseThatSomePathVisits() {
    for count in 1...5 {
      let pairs = (0..<count).flatMap { source in ((source + 1)..<max(source + 1, count)).map { (source, $0) } }
      for mask in 0..<(1 << pairs.count) {
        var successors = [UInt64](repeating: 0, count: count)
        for (bit, pair) in pairs.enumerated() where mask >> bit & 1 == 1 { successors[pair.0] |= 1 << UInt64(pair.1) }
        func visited(from node: Int) -> UInt64 {
          if node == count - 1 { return 1 << UInt64(node) }
          var nodes: UInt64 = 0
          for target in 0..<count where successors[node] >> UInt64(target) & 1 == 1 { nodes |= visited(from: target) }
          return nodes == 0 ? 0 : nodes | 1 << UInt64(node)
        }
        let found = nodesOnPaths(nodeCount: count) { successors[$0] }
        #expect(found == visited(from: 0))
      }
    }
  }

  @Test func sixtyFourNodesAreHandled() {
    let chain = nodesOnPaths(nodeCount: 64) { $0 < 63 ? 1 << UInt64($0 + 1) : 0 }
    #expect(chain == .max)
    let broken = nodesOnPaths(nodeCount: 64) { $0 < 63 && $0 != 40 ? 1 << UInt64($0 + 1) : 0 }
    #expect(broken == 0)
  }
}
