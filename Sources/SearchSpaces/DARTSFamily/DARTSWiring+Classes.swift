import Graphs

extension DARTSWiring {
  /// The cell on some of the nodes, where node k is what `order[k]` was.
  /// - Precondition: `order` starts with the inputs, names no node twice, and names the source of every edge whose target
  ///   it names before that target.
  func reordered(_ order: [Int]) -> DARTSWiring {
    var places = [Int](repeating: -1, count: nodeCount)
    for (place, node) in order.enumerated() { places[node] = place }
    let kept = edges.filter { places[$0.target] >= 0 }.map {
      DARTSEdge(operation: $0.operation, source: places[$0.source], target: places[$0.target])
    }
    let joined = order.enumerated().reduce(UInt64(0)) { bits, entry in
      bits | (concatenated >> UInt64(entry.element) & 1) << UInt64(entry.offset)
    }
    return DARTSWiring(
      nodeCount: order.count, edges: kept.sorted { $0.target < $1.target }, concatenated: joined)
  }

  /// The cell without the nodes that reach no node of the output; the inputs stay.
  var pruned: DARTSWiring {
    let kept = (0..<nodeCount).filter { $0 < Self.inputCount || isLive($0) }
    return kept.count == nodeCount ? self : reordered(kept)
  }

  /// The smallest of the cells that `make` builds of this one, pruned, under every numbering of its nodes in which
  /// operations read lower nodes.
  /// - Complexity: O(numberings), at most 120 for five nodes.
  func smallestNumbering<Cell>(
    _ make: (DARTSWiring) -> Cell, precedes: (_ first: Cell, _ second: Cell) -> Bool
  ) -> Cell {
    let cell = pruned
    var best = make(cell)
    let sources = (0..<cell.nodeCount).map { cell.sources(of: $0) }
    forEachTopologicalOrder(sources: sources, fixedCount: Self.inputCount) { order in
      let candidate = make(cell.reordered(order))
      if precedes(candidate, best) { best = candidate }
    }
    return best
  }
}
