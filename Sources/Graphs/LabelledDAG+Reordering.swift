extension LabelledDAG {
  /// The graph on `order.count` of the nodes, where node k is what `order[k]` was.
  /// - Precondition: `order` names 2 to 8 nodes of the graph, none twice, and keeps edges pointing to higher nodes.
  /// - Complexity: O(nodes²), no allocation.
  public func reordered(_ order: NodeOrder) -> LabelledDAG {
    var labels: UInt64 = 0
    for position in 0..<order.count { labels |= UInt64(self[node: order[position]]) << UInt64(8 * position) }
    return LabelledDAG(
      nodeCount: order.count, nodeLabels: labels,
      rows: SIMD8(
        row(0, in: order), row(1, in: order), row(2, in: order), row(3, in: order), row(4, in: order),
        row(5, in: order), row(6, in: order), 0))
  }

  /// As `reordered(_:)` of a packed order.
  public func reordered(_ order: [Int]) -> LabelledDAG { reordered(NodeOrder(order)) }

  /// The edges out of the node at `position` of `order` to those behind it, packed as in `rows`.
  @inline(__always) private func row(_ position: Int, in order: NodeOrder) -> UInt64 {
    guard position < order.count else { return 0 }
    let old = packedEdges(outOf: order[position])
    guard old != 0 else { return 0 }
    var new: UInt64 = 0
    for target in (position + 1)..<max(position + 1, order.count) {
      new |= (old &>> UInt64(8 &* order[target]) & 0xFF) &<< UInt64(8 &* target)
    }
    return new
  }

  /// Calls `body` with every order that keeps edges pointing upwards, the input first and the output last.
  ///
  /// The orders come sorted, the first position compared first.
  /// - Complexity: O(nodes²) an order, at most 720 orders, no allocation.
  public func forEachTopologicalOrder(_ body: (NodeOrder) -> Void) {
    var order = NodeOrder()
    order.append(0)
    let inner = (UInt64(1) << UInt64(output)) - 2
    extend(order, left: inner, predecessors: packedPredecessors, body)
  }

  /// - Parameters:
  ///   - left: the nodes that are to be placed before the output, as a bit set.
  ///   - predecessors: byte k is the bit set of the sources of node k.
  private func extend(_ order: NodeOrder, left: UInt64, predecessors: UInt64, _ body: (NodeOrder) -> Void) {
    var candidates = left
    while candidates != 0 {
      let node = candidates.trailingZeroBitCount
      candidates &= candidates - 1
      guard predecessors >> UInt64(8 * node) & left == 0 else { continue }
      var longer = order
      longer.append(node)
      extend(longer, left: left & ~(1 << UInt64(node)), predecessors: predecessors, body)
    }
    if left == 0 {
      var whole = order
      whole.append(output)
      body(whole)
    }
  }

  /// Byte k is the bit set of the sources of node k.
  var packedPredecessors: UInt64 {
    var predecessors: UInt64 = 0
    for source in 0..<output {
      var targets = successors(of: source)
      while targets != 0 {
        predecessors |= 1 << UInt64(8 * targets.trailingZeroBitCount + source)
        targets &= targets - 1
      }
    }
    return predecessors
  }
}
