/// A pruned cell of NAS-Bench-101 with its vertices in one particular order.
///
/// Vertex 0 is the input, the last vertex the output; every vertex lies on a path from one to the other. Orderings of one
/// graph are different cells, for parameters depend on the order. Packed into eight bytes.
public struct NASBench101Cell: Sendable, Hashable {
  /// The number of vertices, input and output included, 2 ... 7.
  public var vertexCount: Int { Int(count) }

  private let count: UInt8
  /// The operations of the inner vertices, two bits each, the last vertex in the lowest two.
  let operationBits: UInt16
  /// The upper triangle of the adjacency matrix row by row, its last entry in the lowest bit: among cells of as many
  /// vertices, matrices by number are matrices by text.
  let edgeBits: UInt32

  /// - Precondition: every vertex lies on a path from input to output, and operations are 0 ... 2.
  init(vertexCount: Int, edgeBits: UInt32, operationBits: UInt16) {
    self.count = UInt8(vertexCount)
    self.edgeBits = edgeBits
    self.operationBits = operationBits
  }

  /// The index of the output.
  public var output: Int { vertexCount - 1 }

  /// The number of edges, 1 ... 9.
  public var edgeCount: Int { edgeBits.nonzeroBitCount }

  /// Whether there is an edge from `source` to `target`, two vertices.
  public func hasEdge(from source: Int, to target: Int) -> Bool {
    source < target && edgeBits >> Self.edgeShift(source, target, vertexCount: vertexCount) & 1 == 1
  }

  /// The operation at an inner vertex, 0 < `vertex` < `output`.
  public func operation(at vertex: Int) -> NASBench101Operation {
    guard let operation = NASBench101Operation(rawValue: operationCode(at: vertex)) else {
      preconditionFailure("vertex \(vertex) of \(vertexCount)")
    }
    return operation
  }

  /// The label of any vertex: `input`, an operation, `output`.
  public func label(of vertex: Int) -> String {
    vertex == 0
      ? NASBench101Operation.inputLabel
      : vertex == output ? NASBench101Operation.outputLabel : operation(at: vertex).label
  }

  /// The raw value of the operation at an inner vertex.
  func operationCode(at vertex: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: operationBits >> UInt16(2 * (vertexCount - 2 - vertex)) & 3)
  }

  /// The place in `edgeBits` of the edge between two vertices, `source` < `target`.
  static func edgeShift(_ source: Int, _ target: Int, vertexCount: Int) -> UInt32 {
    // Behind the edge come the rest of its row and all rows below, of n - 2 - source, …, 1 entries.
    let below = vertexCount - 1 - source
    return UInt32(vertexCount - 1 - target + below * (below - 1) / 2)
  }
}
