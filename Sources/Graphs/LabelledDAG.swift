/// A small directed acyclic graph with labels on nodes and edges: node 0 is the input, the last node the output.
///
/// Edges go from a lower to a higher node. Label 0 on an edge means that there is none; labels of nodes are free.
/// Three packed fields: copied, compared and hashed without allocation.
public struct LabelledDAG: Sendable, Hashable {
  /// The largest number of nodes.
  public static let maximumNodeCount = 8

  private let count: UInt8
  /// Byte k is the label of node k.
  private var nodeLabels: UInt64 = 0
  /// Element k holds the edges out of node k: byte t is the label of the edge to node t.
  private var rows = SIMD8<UInt64>(repeating: 0)

  /// A graph without edges whose nodes are all labelled 0.
  /// - Precondition: 2 ≤ `nodeCount` ≤ 8.
  public init(nodeCount: Int) {
    precondition((2...Self.maximumNodeCount).contains(nodeCount), "2 to 8 nodes")
    count = UInt8(nodeCount)
  }

  init(nodeCount: Int, nodeLabels: UInt64, rows: SIMD8<UInt64>) {
    self.init(nodeCount: nodeCount)
    self.nodeLabels = nodeLabels
    self.rows = rows
  }

  /// The number of nodes, 2 ... 8.
  public var nodeCount: Int { Int(count) }

  /// The index of the output.
  public var output: Int { Int(count) - 1 }

  /// The label of a node.
  public subscript(node node: Int) -> UInt8 {
    get { UInt8(truncatingIfNeeded: nodeLabels >> UInt64(8 * node)) }
    set {
      precondition(node < nodeCount, "a node of the graph")
      nodeLabels = nodeLabels.replacingByte(node, by: newValue)
    }
  }

  /// The label of the edge from `source` to `target`, 0 where there is none.
  /// - Precondition: when set, `source` < `target` < `nodeCount`.
  public subscript(edge source: Int, target: Int) -> UInt8 {
    get { UInt8(truncatingIfNeeded: rows[source] >> UInt64(8 * target)) }
    set {
      precondition(source < target && target < nodeCount, "an edge to a higher node")
      rows[source] = rows[source].replacingByte(target, by: newValue)
    }
  }

  /// The targets of the edges out of `source`, as a bit set.
  public func successors(of source: Int) -> UInt64 {
    // The lowest bit of every byte that is not 0, and then the bytes drawn together.
    var bytes = rows[source]
    bytes |= bytes >> 4 & 0x0F0F_0F0F_0F0F_0F0F
    bytes |= bytes >> 2 & 0x3333_3333_3333_3333
    bytes |= bytes >> 1 & 0x5555_5555_5555_5555
    return ((bytes & 0x0101_0101_0101_0101) &* 0x0102_0408_1020_4080) >> 56
  }

  /// The edges out of `source`: byte t is the label of the edge to node t.
  func packedEdges(outOf source: Int) -> UInt64 { rows[source] }

  /// A total order of graphs: the number of nodes, then the labels of edges, row by row and in each row from the lowest
  /// target on, then the labels of nodes.
  func precedes(_ other: LabelledDAG) -> Bool {
    if count != other.count { return count < other.count }
    for index in 0..<Self.maximumNodeCount where rows[index] != other.rows[index] {
      return rows[index].byteSwapped < other.rows[index].byteSwapped
    }
    return nodeLabels.byteSwapped < other.nodeLabels.byteSwapped
  }
}

extension UInt64 {
  fileprivate func replacingByte(_ index: Int, by byte: UInt8) -> UInt64 {
    let shift = UInt64(8 * index)
    return self & ~(0xFF << shift) | UInt64(byte) << shift
  }
}
