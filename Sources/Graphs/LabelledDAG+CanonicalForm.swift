extension LabelledDAG {
  /// The one graph that stands for all graphs isomorphic to this one.
  ///
  /// Two graphs have the same canonical form exactly if renaming nodes other than input and output turns one into the
  /// other, labels of nodes and edges included. Nothing is pruned. Nodes that must not be exchanged, such as the two
  /// inputs of a DARTS cell, get labels of their own. The form itself may change between versions of Cellar: compare
  /// it, do not store it.
  ///
  /// Nodes are sorted by depth and a colour refined from labels and neighbours, which every isomorphism keeps; among the
  /// orders that remain, the smallest graph is taken, so that collisions of colours cost time and never exactness.
  /// - Complexity: O(nodes³) where colours tell all nodes apart; at worst 6! orders are tried. No allocation.
  public func canonicalForm() -> LabelledDAG {
    let keys = nodeKeys()
    var order = NodeOrder(count: nodeCount)
    // Insertion sort of what lies between input and output.
    for end in 2..<max(2, output) {
      var position = end
      while position > 1, keys[order[position]] < keys[order[position - 1]] {
        order.swapAt(position, position - 1)
        position -= 1
      }
    }
    var best = reordered(order)
    tryOrders(of: &order, from: 1, keys: keys, best: &best)
    return best
  }

  /// Tries every exchange, from `position` on, of nodes with equal keys, which stand side by side in `order`.
  private func tryOrders(of order: inout NodeOrder, from position: Int, keys: SIMD8<UInt64>, best: inout LabelledDAG) {
    guard position < output else {
      let candidate = reordered(order)
      if candidate.precedes(best) { best = candidate }
      return
    }
    for other in position..<output where keys[order[other]] == keys[order[position]] {
      order.swapAt(position, other)
      tryOrders(of: &order, from: position + 1, keys: keys, best: &best)
      order.swapAt(position, other)
    }
  }

  /// Keys that isomorphic nodes share: the depth (the longest path from a node without sources) in the highest four
  /// bits, so that sorting by key keeps edges pointing upwards, and a colour below.
  private func nodeKeys() -> SIMD8<UInt64> {
    var depths = SIMD8<UInt64>(repeating: 0)
    var colours = SIMD8<UInt64>(repeating: 0)
    for node in 0..<nodeCount {
      for source in 0..<node where self[edge: source, node] != 0 {
        depths[node] = max(depths[node], depths[source] + 1)
      }
      colours[node] = mixed(UInt64(self[node: node]) << 8 | depths[node])
    }
    colours[0] = mixed(1 << 16)
    colours[output] = mixed(1 << 17)
    for _ in 2..<nodeCount { colours = refined(colours) }
    var keys = SIMD8<UInt64>(repeating: 0)
    for node in 0..<nodeCount { keys[node] = depths[node] << 60 | colours[node] >> 4 }
    return keys
  }

  /// Colours that also tell apart nodes with unlike neighbours.
  private func refined(_ colours: SIMD8<UInt64>) -> SIMD8<UInt64> {
    var next = colours
    for node in 0..<nodeCount { next[node] = mixed(colours[node]) }
    for source in 0..<output {
      for target in (source + 1)..<nodeCount {
        let label = UInt64(self[edge: source, target])
        guard label != 0 else { continue }
        next[source] &+= mixed(colours[target] ^ label)
        next[target] &+= mixed(colours[source] ^ label << 32)
      }
    }
    return next
  }

  /// A bijection of 64-bit words that spreads every bit (the finalizer of SplitMix64).
  private func mixed(_ word: UInt64) -> UInt64 {
    var word = word &+ 0x9E37_79B9_7F4A_7C15
    word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
    return word ^ word >> 31
  }
}
