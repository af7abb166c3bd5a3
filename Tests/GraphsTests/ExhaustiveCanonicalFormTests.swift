import Core
import Graphs
import Testing

/// Canonical forms against `ExhaustiveRelabelling`.
@Suite struct ExhaustiveCanonicalFormTests {
  /// 100,000 graphs of 2 to 8 nodes, half of them random and half of them random renamings of those.
  @Test func formsOf100_000RandomGraphsAreEqualExactlyForIsomorphicGraphs() {
    let seed: UInt64 = 20_261_123
    var random = SeededGenerator(seed: seed)
    var codes: [LabelledDAG: ExhaustiveRelabelling.Code] = [:]
    var forms: [ExhaustiveRelabelling.Code: LabelledDAG] = [:]
    var smallest: [ExhaustiveRelabelling.Code: LabelledDAG] = [:]
    for _ in 0..<50_000 {
      let graph = RandomGraph.make(Int.random(in: 2...8, using: &random), using: &random)
      let renamed = graph.reordered(RandomGraph.topologicalOrder(of: graph, using: &random))
      for graph in [graph, renamed] {
        let code = ExhaustiveRelabelling.smallestCode(of: graph)
        let form = graph.canonicalForm()
        let other = graph.smallestReordering()
        let agrees = codes[form] ?? code == code && forms[code] ?? form == form && smallest[code] ?? other == other
        if !agrees { Issue.record("seed \(seed): \(graph)") }
        codes[form] = code
        forms[code] = form
        smallest[code] = other
      }
    }
    #expect(codes.count == forms.count && Set(smallest.values).count == forms.count)
    print("100,000 graphs, \(forms.count) classes")
  }

  @Test func theSmallestReorderingIsTheSmallestOfAll() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<3000 {
      let graph = RandomGraph.make(Int.random(in: 2...7, using: &random), using: &random)
      let found = graph.smallestReordering()
      let count = found.nodeCount
      let rows = (0..<count).map { row in (0..<count).map { row < $0 ? found[edge: row, $0] : 0 } }
      let expected = ExhaustiveRelabelling.smallestUpperTriangularGraph(of: graph)
      #expect(rows + [(0..<count).map { found[node: $0] }] == expected, "\(graph)")
    }
  }

  @Test func topologicalOrdersAreAllThoseThatKeepEdgesPointingUpwards() {
    var random = SeededGenerator(seed: 8)
    for _ in 0..<300 {
      let graph = RandomGraph.make(Int.random(in: 2...7, using: &random), using: &random)
      var orders: [[Int]] = []
      graph.forEachTopologicalOrder { order in orders.append((0..<order.count).map { order[$0] }) }
      #expect(orders == orders.sorted { $0.lexicographicallyPrecedes($1) } && Set(orders).count == orders.count)
      var expected = 0
      for order in permutations(Array(1..<graph.output)).map({ [0] + $0 + [graph.output] }) {
        let places = order.indices.sorted { order[$0] < order[$1] }
        let isUpward = (0..<graph.nodeCount).allSatisfy { source in
          (source + 1..<max(source + 1, graph.nodeCount)).allSatisfy {
            graph[edge: source, $0] == 0 || places[source] < places[$0]
          }
        }
        guard isUpward else { continue }
        expected += 1
        #expect(orders.contains(order))
      }
      #expect(orders.count == expected)
    }
  }

  private func permutations(_ nodes: [Int]) -> [[Int]] {
    nodes.reduce([[]]) { orders, node in
      orders.flatMap { order in (0...order.count).map { Array(order[..<$0]) + [node] + Array(order[$0...]) } }
    }
  }
}
