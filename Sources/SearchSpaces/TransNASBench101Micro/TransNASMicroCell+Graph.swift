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
}
