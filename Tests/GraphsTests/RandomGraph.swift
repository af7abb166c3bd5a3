import Core
import Graphs

/// Random graphs, and random renamings of them.
enum RandomGraph {
  /// Few labels, and from hardly any edges to nearly all: many look-alike nodes, and many isomorphic graphs.
  static func make(_ count: Int, using random: inout SeededGenerator) -> LabelledDAG {
    var graph = LabelledDAG(nodeCount: count)
    let rarity = Int.random(in: 1...5, using: &random)
    let edgeLabels: ClosedRange<UInt8> = 1...UInt8.random(in: 1...2, using: &random)
    let nodeLabels: ClosedRange<UInt8> = 0...UInt8.random(in: 0...2, using: &random)
    for target in 1..<count {
      for source in 0..<target where Int.random(in: 0...rarity, using: &random) == 0 {
        graph[edge: source, target] = UInt8.random(in: edgeLabels, using: &random)
      }
      graph[node: target] = UInt8.random(in: nodeLabels, using: &random)
    }
    return graph
  }

  /// A random order that keeps edges pointing upwards, input first and output last.
  static func topologicalOrder(of graph: LabelledDAG, using random: inout SeededGenerator) -> [Int] {
    var order = [0]
    var left = Set(1..<graph.output)
    while !left.isEmpty {
      let ready = left.sorted().filter { node in left.allSatisfy { $0 >= node || graph[edge: $0, node] == 0 } }
      let next = ready.randomElement(using: &random)!
      left.remove(next)
      order.append(next)
    }
    return order + [graph.output]
  }
}
