/// A cell of the micro space: nodes 0 (input), 1, 2 and 3 (output), and an operation on each of the six edges between
/// them. A node is the sum of what its edges bring.
public struct TransNASMicroCell: Sendable, Hashable {
  /// The number of cells.
  public static let count = 4096

  /// The edges in the order of the digits: 0>1, 0>2, 1>2, 0>3, 1>3, 2>3.
  public static let edges: [(source: Int, target: Int)] = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]

  /// The digits as a number of base 4, the first one highest, 0 ..< 4,096: cells by code are cells by encoding.
  public let code: UInt16

  /// - Precondition: `code` < 4,096.
  public init(code: UInt16) {
    precondition(code < Self.count, "a code below 4096")
    self.code = code
  }

  /// The cell with these operations on `edges`: the six digits of an encoding, and of NASLib's tuple.
  /// - Precondition: there are six.
  public init(operations: [TransNASMicroOperation]) {
    precondition(operations.count == Self.edges.count, "six operations")
    code = operations.reduce(0) { $0 << 2 | UInt16($1.rawValue) }
  }

  /// The operation on the edge of index `edge`, 0 ..< 6 as in `edges`.
  public func operation(onEdge edge: Int) -> TransNASMicroOperation {
    guard let operation = TransNASMicroOperation(rawValue: digit(edge)) else { preconditionFailure("two bits") }
    return operation
  }

  /// The operations in the order of `edges`.
  public var operations: [TransNASMicroOperation] { Self.edges.indices.map { operation(onEdge: $0) } }

  /// The digit, 0 ... 3, of the edge of index `edge`.
  func digit(_ edge: Int) -> UInt8 { UInt8(code >> UInt16(10 - 2 * edge) & 3) }
}
