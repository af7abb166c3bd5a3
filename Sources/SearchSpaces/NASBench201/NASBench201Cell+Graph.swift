import Core
import Graphs

extension NASBench201Cell {
  /// The cell as a graph whose edges are labelled with their operations; `none` is no edge.
  var graph: LabelledDAG {
    var graph = LabelledDAG(nodeCount: 4)
    for (index, edge) in Self.edges.enumerated() {
      let operation = operation(onEdge: index)
      if operation != .none { graph[edge: edge.source, edge.target] = operation.graphLabel }
    }
    return graph
  }

  /// The nodes on some path from node 0 to node 3, as a bit set; 0 if there is no path.
  var liveNodes: UInt64 {
    nodesOnPaths(nodeCount: 4) { node in
      var targets: UInt64 = 0
      for (index, edge) in Self.edges.enumerated() where edge.source == node && operation(onEdge: index) != .none {
        targets |= 1 << UInt64(edge.target)
      }
      return targets
    }
  }

  /// Whether the edge of index `edge` has an operation and lies on a path, given `liveNodes`.
  func isLive(edge: Int, _ liveNodes: UInt64) -> Bool {
    let (source, target) = Self.edges[edge]
    return operation(onEdge: edge) != .none && liveNodes >> UInt64(source) & liveNodes >> UInt64(target) & 1 == 1
  }

  /// The four nodes, and an edge for each operation other than `none`.
  var sketch: CellSketch {
    let live = liveNodes
    let edges = Self.edges.indices.filter { operation(onEdge: $0) != .none }.map { edge in
      CellSketch.Edge(
        from: Self.edges[edge].source, to: Self.edges[edge].target, label: operation(onEdge: edge).label,
        isLive: isLive(edge: edge, live))
    }
    return CellSketch(title: "cell", nodes: ["input", "1", "2", "output"], edges: edges)
  }
}

extension NASBench201Operation {
  /// The label in graphs, where 0 means that there is no edge.
  var graphLabel: UInt8 { rawValue + 1 }
}
