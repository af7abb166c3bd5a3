import Core

/// The nodes whose channels make up the output of a cell, as a text lists them.
struct DARTSNodeSet {
  /// Bit k stands for node k.
  private(set) var nodes: UInt64 = 0
  /// The nodes of the cell: 2 ..< `end`.
  private let end: Int

  init(nodeCount: Int) { end = nodeCount + DARTSWiring.inputCount }

  /// Adds a node.
  /// - Parameter found: how a message quotes the node.
  mutating func insert(_ node: Int, found: String, at offset: Int) throws(EncodingError) {
    guard (DARTSWiring.inputCount..<end).contains(node) else {
      throw EncodingError(
        .outsideLimits(found: "\(found) in the output", expected: "nodes 2 to \(end - 1)"), at: offset)
    }
    guard nodes >> UInt64(node) & 1 == 0 else {
      throw EncodingError(
        .outsideLimits(found: "node \(node) twice in the output", expected: "each node at most once"), at: offset)
    }
    nodes |= 1 << UInt64(node)
  }

  /// Checks that the output has a node.
  /// - Parameter offset: of what closes the list.
  func checkEnd(at offset: Int) throws(EncodingError) {
    guard nodes != 0 else {
      throw EncodingError(.outsideLimits(found: "an empty output", expected: "one node or more"), at: offset)
    }
  }

  /// The members of a set in ascending order.
  static func members(of nodes: UInt64) -> [Int] { (0..<64).filter { nodes >> UInt64($0) & 1 == 1 } }
}
