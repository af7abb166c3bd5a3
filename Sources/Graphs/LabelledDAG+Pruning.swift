extension LabelledDAG {
  /// The nodes on some path from input to output, as a bit set; 0 if there is no path.
  public var liveNodes: UInt64 {
    nodesOnPaths(nodeCount: nodeCount) { successors(of: $0) }
  }

  /// The graph without the nodes, and their edges, that lie on no path from input to output; the others keep their order.
  /// - Returns: nil if no path joins input and output.
  public func pruned() -> LabelledDAG? {
    let live = liveNodes
    guard live != 0 else { return nil }
    let kept = (0..<nodeCount).filter { live & (1 << UInt64($0)) != 0 }
    return reordered(kept)
  }

  /// The graph on `order.count` of the nodes, where node k is what `order[k]` was.
  /// - Precondition: `order` names no node twice and keeps edges pointing to higher nodes.
  public func reordered(_ order: [Int]) -> LabelledDAG {
    var graph = LabelledDAG(nodeCount: order.count)
    for (target, old) in order.enumerated() {
      graph[node: target] = self[node: old]
      for source in 0..<target {
        let label = self[edge: order[source], old]
        if label != 0 { graph[edge: source, target] = label }
      }
    }
    return graph
  }
}
