import Graphs

/// An independent exact method: a graph as a list of edges, renamed in every possible way.
///
/// Shares no code with `Graphs`, which is only asked for the labels, and knows nothing of depths or topological orders:
/// any exchange of inner nodes is tried, edges pointing downwards included.
enum ExhaustiveRelabelling {
  /// The matrix of edge labels 0 ... 3 row by row, two bits an entry, then the labels of nodes 0 ... 255.
  struct Code: Hashable, Comparable {
    var nodeCount: Int
    var edges: UInt128 = 0
    var nodes: UInt64 = 0

    static func < (left: Code, right: Code) -> Bool {
      left.edges == right.edges ? left.nodes < right.nodes : left.edges < right.edges
    }
  }

  /// Every order of the numbers 1 ... n - 2 between 0 and n - 1, by n.
  private static let orders: [[[Int]]] = (0...8).map { count in
    guard count >= 2 else { return [] }
    var inner: [[Int]] = [[]]
    for node in (1..<count).dropLast() {
      inner = inner.flatMap { order in (0...order.count).map { Array(order[..<$0]) + [node] + Array(order[$0...]) } }
    }
    return inner.map { [0] + $0 + [count - 1] }
  }

  /// The smallest code of all graphs that renaming inner nodes makes of `graph`.
  static func smallestCode(of graph: LabelledDAG) -> Code {
    let edges = edges(of: graph)
    var best = Code(nodeCount: graph.nodeCount, edges: .max, nodes: .max)
    for names in orders[graph.nodeCount] { best = min(best, code(of: graph, edges, names: names)) }
    return best
  }

  /// The smallest graph, by rows of edge labels and then by node labels, among those with edges pointing upwards.
  static func smallestUpperTriangularGraph(of graph: LabelledDAG) -> [[UInt8]] {
    let count = graph.nodeCount
    var best: [[UInt8]]?
    for order in orders[count] {
      let matrix = (0..<count).map { row in
        (0..<count).map { order[row] < order[$0] ? graph[edge: order[row], order[$0]] : 0 }
      }
      let isUpward = (0..<count).allSatisfy { row in
        (row..<count).allSatisfy { order[$0] >= order[row] || graph[edge: order[$0], order[row]] == 0 }
      }
      guard isUpward else { continue }
      let candidate = matrix + [order.map { graph[node: $0] }]
      if best.map({ candidate.joined().lexicographicallyPrecedes($0.joined()) }) ?? true { best = candidate }
    }
    return best ?? []
  }

  private static func edges(of graph: LabelledDAG) -> [(source: Int, target: Int, label: UInt8)] {
    (0..<graph.nodeCount).flatMap { source in
      ((source + 1)..<max(source + 1, graph.nodeCount)).compactMap { target in
        let label = graph[edge: source, target]
        return label == 0 ? nil : (source, target, label)
      }
    }
  }

  private static func code(
    of graph: LabelledDAG, _ edges: [(source: Int, target: Int, label: UInt8)], names: [Int]
  ) -> Code {
    var code = Code(nodeCount: graph.nodeCount)
    for edge in edges {
      code.edges |= UInt128(edge.label) << UInt128(2 * (8 * names[edge.source] + names[edge.target]))
    }
    for node in names.indices { code.nodes |= UInt64(graph[node: node]) << UInt64(8 * names[node]) }
    return code
  }
}
