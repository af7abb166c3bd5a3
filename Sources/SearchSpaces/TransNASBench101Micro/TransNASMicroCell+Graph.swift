import Core
import Graphs

extension TransNASMicroCell {
  /// The cell as a graph whose edges are labelled with their digits; `none` is no edge.
  var graph: LabelledDAG {
    var graph = LabelledDAG(nodeCount: 4)
    for (index, edge) in Self.edges.enumerated() { graph[edge: edge.source, edge.target] = digit(index) }
    return graph
  }

  /// Whether no path of operations leads from node 0 to node 3.
  var isDisconnected: Bool { liveNodes == 0 }

  /// The nodes on some path from node 0 to node 3, as a bit set.
  var liveNodes: UInt64 {
    nodesOnPaths(nodeCount: 4) { node in
      var targets: UInt64 = 0
      for (index, edge) in Self.edges.enumerated() where edge.source == node && digit(index) != 0 {
        targets |= 1 << UInt64(edge.target)
      }
      return targets
    }
  }

  /// The four nodes, and an edge for each operation other than `none`.
  var sketch: CellSketch {
    let live = liveNodes
    let edges = Self.edges.indices.filter { digit($0) != 0 }.map { edge in
      let (source, target) = Self.edges[edge]
      return CellSketch.Edge(
        from: source, to: target, label: operation(onEdge: edge).label,
        isLive: live >> UInt64(source) & live >> UInt64(target) & 1 == 1)
    }
    return CellSketch(title: "cell", nodes: ["input", "1", "2", "output"], edges: edges)
  }
}
