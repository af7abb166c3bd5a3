/// Up to eight nodes of a graph in some order, packed into one word.
public struct NodeOrder: Sendable, Hashable {
  /// Byte k is the node at position k; bytes behind the last position are 0.
  private var word: UInt64 = 0
  private var length: UInt8 = 0

  /// No nodes.
  public init() {}

  /// The order `nodes`, which names no node twice.
  /// - Precondition: at most eight nodes, each 0 ... 7.
  public init(_ nodes: some Sequence<Int>) {
    for node in nodes { append(node) }
  }

  /// Nodes 0 ..< `count` as they are.
  /// - Precondition: 0 ≤ `count` ≤ 8.
  public init(count: Int) {
    precondition((0...8).contains(count), "at most eight nodes")
    word = count == 8 ? 0x0706_0504_0302_0100 : 0x0706_0504_0302_0100 & (1 << UInt64(8 * count) - 1)
    length = UInt8(count)
  }

  /// The number of nodes.
  public var count: Int { Int(length) }

  /// The node at `position`, 0 ..< `count`.
  public subscript(position: Int) -> Int { Int(word >> UInt64(8 * position) & 0xFF) }

  /// Adds `node` at the end.
  /// - Precondition: there are fewer than eight nodes, and `node` is 0 ... 7.
  public mutating func append(_ node: Int) {
    precondition(length < 8 && 0..<8 ~= node, "at most eight nodes")
    word |= UInt64(node) << UInt64(8 * length)
    length += 1
  }

  /// Exchanges the nodes at two positions.
  mutating func swapAt(_ first: Int, _ second: Int) {
    let difference = (word >> UInt64(8 * first) ^ word >> UInt64(8 * second)) & 0xFF
    word ^= first == second ? 0 : difference << UInt64(8 * first) | difference << UInt64(8 * second)
  }
}
