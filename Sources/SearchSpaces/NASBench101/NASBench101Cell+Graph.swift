public import Graphs

extension NASBench101Cell {
  /// The cell as a graph: edges labelled 1, inner nodes by operation from 1 on in bytewise order of labels, so that
  /// graphs by `smallestReordering` are cells by encoding; input and output labelled 0.
  public var graph: LabelledDAG {
    var graph = Self.matrixGraph(vertexCount: vertexCount, edgeBits: edgeBits)
    for vertex in 1..<max(1, output) { graph[node: vertex] = operationCode(at: vertex) + 1 }
    return graph
  }

  /// The graph of an adjacency matrix alone, all nodes labelled 0.
  static func matrixGraph(vertexCount: Int, edgeBits: UInt32) -> LabelledDAG {
    var graph = LabelledDAG(nodeCount: vertexCount)
    var shift = edgeShift(0, 1, vertexCount: vertexCount)
    for source in 0..<(vertexCount - 1) {
      for target in (source + 1)..<vertexCount {
        if edgeBits >> shift & 1 == 1 { graph[edge: source, target] = 1 }
        shift &-= 1
      }
    }
    return graph
  }

  /// The cell of a graph as `graph` gives it.
  init(_ graph: LabelledDAG) {
    var (edges, operations): (UInt32, UInt16) = (0, 0)
    for source in 0..<graph.output {
      for target in (source + 1)..<graph.nodeCount { edges = edges << 1 | UInt32(graph[edge: source, target]) }
    }
    for vertex in 1..<max(1, graph.output) { operations = operations << 2 | UInt16(graph[node: vertex] - 1) }
    self.init(vertexCount: graph.nodeCount, edgeBits: edges, operationBits: operations)
  }

  /// The cell with the bytewise smallest encoding among all orderings of this one.
  /// - Complexity: at most 120 topological orders, no allocation.
  public var smallestOrdering: NASBench101Cell { NASBench101Cell(graph.smallestReordering()) }

  /// Calls `body` with every ordering of the cell, once for each topological order: repeatedly with the same cell where
  /// vertices can be exchanged.
  public func forEachOrdering(_ body: (NASBench101Cell) -> Void) {
    let graph = graph
    graph.forEachTopologicalOrder { body(NASBench101Cell(graph.reordered($0))) }
  }
}
