import Core
import Graphs
import Testing

@Suite struct CanonicalFormTests {
  /// All graphs of four nodes with edge labels 0 ... 2 and inner node labels 0 ... 1, against renaming by brute force.
  @Test func formsAreEqualExactlyForIsomorphicGraphs() {
    let graphs = (0..<729 * 4).map { code in
      var graph = LabelledDAG(nodeCount: 4)
      var rest = code / 4
      for (source, target) in [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)] {
        graph[edge: source, target] = UInt8(rest % 3)
        rest /= 3
      }
      (graph[node: 1], graph[node: 2]) = (UInt8(code & 1), UInt8(code >> 1 & 1))
      return graph
    }
    var classes: [LabelledDAG: Set<LabelledDAG>] = [:]
    for graph in graphs { classes[graph.canonicalForm(), default: []].insert(graph) }
    for members in classes.values {
      let graph = members.first!
      // With an edge 1>2 no other order is a DAG with edges upwards; without it, the two may change places.
      let orbit: Set = graph[edge: 1, 2] == 0 ? [graph, graph.reordered([0, 2, 1, 3])] : [graph]
      #expect(members == orbit)
    }
    #expect(classes.values.reduce(0) { $0 + $1.count } == graphs.count)
  }

  @Test(arguments: [1, 2, 3]) func renamingInnerNodesKeepsTheForm(_ seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<2000 {
      let count = Int.random(in: 2...8, using: &random)
      // Few labels and few edges: many look-alike nodes.
      let graph = RandomGraph.make(count, using: &random)
      let renamed = graph.reordered(RandomGraph.topologicalOrder(of: graph, using: &random))
      let (form, other) = (graph.canonicalForm(), renamed.canonicalForm())
      #expect(form == other, "seed \(seed): \(graph)")
      #expect(form.canonicalForm() == form)
    }
  }

  @Test func inputAndOutputAreNotExchangedWithInnerNodes() {
    // 0>1 alone (2 loose) against 0>2 alone (1 loose), output 3 loose: isomorphic. 0>3 alone is another graph.
    var first = LabelledDAG(nodeCount: 4)
    first[edge: 0, 1] = 1
    var second = LabelledDAG(nodeCount: 4)
    second[edge: 0, 2] = 1
    var third = LabelledDAG(nodeCount: 4)
    third[edge: 0, 3] = 1
    #expect(first.canonicalForm() == second.canonicalForm())
    #expect(first.canonicalForm() != third.canonicalForm())
  }

  @Test func sixLikeNodesAreCanonicalInReasonableTime() {
    var graph = LabelledDAG(nodeCount: 8)
    for node in 1..<7 {
      graph[edge: 0, node] = 1
      graph[edge: node, 7] = 1
    }
    #expect(graph.canonicalForm() == graph)
  }

  /// Three like nodes, each joined to one of three other like nodes: colours leave ties, and yet the order matters.
  @Test func tiesBetweenPairsOfLikeNodesAreBrokenAlike() {
    var forms: Set<LabelledDAG> = []
    for partners in [[4, 5, 6], [4, 6, 5], [5, 4, 6], [5, 6, 4], [6, 4, 5], [6, 5, 4]] {
      var graph = LabelledDAG(nodeCount: 8)
      for (node, partner) in zip(1...3, partners) {
        graph[edge: 0, node] = 1
        graph[edge: node, partner] = 1
        graph[edge: partner, 7] = 1
      }
      forms.insert(graph.canonicalForm())
    }
    #expect(forms.count == 1)
  }

  /// NAS-Bench-101 as published by its authors: pruned graphs, node labels 0 ... 2 inside, at most nine edges.
  @Test(arguments: [(2, 1), (3, 6), (4, 84), (5, 2441), (6, 62_010)])
  func nasBench101HasAsManyGraphsAsPublished(_ count: Int, _ published: Int) {
    let pairs = (0..<count).flatMap { source in ((source + 1)..<max(source + 1, count)).map { (source, $0) } }
    var labellings = 1
    for _ in 0..<(count - 2) { labellings *= 3 }
    var forms: Set<LabelledDAG> = []
    for mask in 0..<(1 << pairs.count) where mask.nonzeroBitCount <= 9 {
      var graph = LabelledDAG(nodeCount: count)
      for (bit, pair) in pairs.enumerated() where mask >> bit & 1 == 1 { graph[edge: pair.0, pair.1] = 1 }
      guard graph.pruned() == graph else { continue }
      for labelling in 0..<labellings {
        var rest = labelling
        for node in 1..<max(1, count - 1) {
          graph[node: node] = UInt8(rest % 3)
          rest /= 3
        }
        forms.insert(graph.canonicalForm())
      }
    }
    #expect(forms.count == published)
  }

  /// NAS-Bench-201: 15,625 cells of four labels or none, all disconnected ones in one class.
  @Test func nasBench201HasAsManyClassesAsDocumented() {
    var forms: Set<LabelledDAG?> = []
    for code in 0..<15_625 {
      var graph = LabelledDAG(nodeCount: 4)
      var rest = code
      for (source, target) in [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)] {
        graph[edge: source, target] = UInt8(rest % 5)
        rest /= 5
      }
      forms.insert(graph.pruned()?.canonicalForm())
    }
    #expect(forms.count == 8765)
  }
}
