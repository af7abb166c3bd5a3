extension LabelledDAG {
  /// The graph of the operations of a cell whose nodes are sums and whose edges are operations.
  ///
  /// Node 0 is the input, the last node the output, and each other node one operation, labelled as its edge was. An edge
  /// says how often the result of one is a term of what the other reads. An edge of the cell that `isAlias` names is no
  /// operation: the sum at its source becomes part of the sum at its target, with multiplicity. All others stay
  /// instances of their own, for equal operations on equal inputs still differ in their weights. Cells that compute the
  /// same network have isomorphic graphs of operations: compare their `canonicalForm()`.
  /// - Precondition: every node lies on a path from input to output (`pruned()`), and at most 6 operations remain.
  /// - Complexity: O(nodes² + operations²), no allocation.
  /// - Parameter isAlias: tells of an edge, by source, target and label, whether it passes its source on unchanged.
  public func operations(isAlias: (_ source: Int, _ target: Int, _ label: UInt8) -> Bool) -> LabelledDAG {
    // How often each operation is a term of the sum at each node; element 0 is the input.
    var sums = InlineArray<8, SIMD8<UInt8>>(repeating: SIMD8(repeating: 0))
    sums[0][0] = 1
    // What each operation reads, the input's place being taken by an empty sum.
    var labels = SIMD8<UInt8>(repeating: 0)
    var readings = InlineArray<8, SIMD8<UInt8>>(repeating: SIMD8(repeating: 0))
    var count = 1
    for target in 1..<nodeCount {
      var sum = SIMD8<UInt8>(repeating: 0)
      for source in 0..<target {
        let label = self[edge: source, target]
        guard label != 0 else { continue }
        if isAlias(source, target, label) {
          sum &+= sums[source]
        } else {
          precondition(count < Self.maximumNodeCount - 1, "at most 6 operations")
          sum[count] = 1
          labels[count] = label
          readings[count] = sums[source]
          count += 1
        }
      }
      sums[target] = sum
    }
    readings[count] = sums[output]
    var graph = LabelledDAG(nodeCount: count + 1)
    for target in 1...count {
      graph[node: target] = labels[target]
      for source in 0..<target where readings[target][source] != 0 {
        graph[edge: source, target] = readings[target][source]
      }
    }
    return graph
  }
}
