extension LabelledDAG {
  /// The nodes on some path from input to output, as a bit set; 0 if there is no path.
  public var liveNodes: UInt64 {
    nodesOnPaths(nodeCount: nodeCount) { successors(of: $0) }
  }

  /// The graph without the nodes, and their edges, that lie on no path from input to output; the others keep their order.
  /// - Returns: nil if no path joins input and output.
  public func pruned() -> LabelledDAG? {
    var live = liveNodes
    guard live != 0 else { return nil }
    var kept = NodeOrder()
    while live != 0 {
      kept.append(live.trailingZeroBitCount)
      live &= live - 1
    }
    return kept.count == nodeCount ? self : reordered(kept)
  }
}
