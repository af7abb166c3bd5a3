extension LabelledDAG {
  /// The smallest of all isomorphic graphs: compared by the labels of edges, row by row from the input and in each row
  /// from the lowest target, then by the labels of nodes.
  ///
  /// A canonical form whose choice is part of its contract, for encodings that list an adjacency matrix and then the
  /// nodes. `canonicalForm()` is faster and says no more than which graphs are isomorphic.
  /// - Complexity: O(nodes²) for each of at most 720 topological orders, fewer as a rule; no allocation.
  public func smallestReordering() -> LabelledDAG {
    var search = SmallestReorderingSearch(graph: self, predecessors: packedPredecessors, best: self)
    var order = NodeOrder()
    order.append(0)
    search.extend(order, left: (1 << UInt64(output)) - 2, firstRow: 0)
    return search.best
  }
}

/// A depth-first search over topological orders that drops a beginning as soon as its part of the input's row is larger
/// than that of the best graph so far.
private struct SmallestReorderingSearch {
  let graph: LabelledDAG
  /// Byte k is the bit set of the sources of node k.
  let predecessors: UInt64
  var best: LabelledDAG

  /// - Parameters:
  ///   - order: the nodes placed so far.
  ///   - left: the nodes that are to be placed before the output, as a bit set.
  ///   - firstRow: the labels of the edges from the input to the nodes placed so far, node 0 in the highest byte.
  mutating func extend(_ order: NodeOrder, left: UInt64, firstRow: UInt64) {
    guard left != 0 else {
      var whole = order
      whole.append(graph.output)
      let candidate = graph.reordered(whole)
      if candidate.precedes(best) { best = candidate }
      return
    }
    let shift = UInt64(56 - 8 * order.count)
    var candidates = left
    while candidates != 0 {
      let node = candidates.trailingZeroBitCount
      candidates &= candidates - 1
      guard predecessors >> UInt64(8 * node) & left == 0 else { continue }
      let row = firstRow | UInt64(graph[edge: 0, node]) << shift
      guard row >> shift <= best.packedEdges(outOf: 0).byteSwapped >> shift else { continue }
      var longer = order
      longer.append(node)
      extend(longer, left: left & ~(1 << UInt64(node)), firstRow: row)
    }
  }
}
