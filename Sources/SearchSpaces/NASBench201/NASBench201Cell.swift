/// A cell of NAS-Bench-201: nodes 0 (input), 1, 2 and 3 (output), and an operation on each of the six edges between them.
/// A node is the sum of what its edges bring.
public struct NASBench201Cell: Sendable, Hashable {
  /// The number of cells.
  public static let count = 15_625

  /// The edges in the order of the encoding: 0>1, 0>2, 1>2, 0>3, 1>3, 2>3.
  public static let edges: [(source: Int, target: Int)] = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]

  /// The raw values of the operations as a number of base 5, the first one highest, 0 ..< 15,625: cells by code are cells
  /// in bytewise order of encodings.
  public let code: UInt16

  /// - Precondition: `code` < 15,625.
  public init(code: UInt16) {
    precondition(code < Self.count, "a code below 15625")
    self.code = code
  }

  /// The cell with these operations on `edges`.
  /// - Precondition: there are six.
  public init(operations: [NASBench201Operation]) {
    precondition(operations.count == Self.edges.count, "six operations")
    code = operations.reduce(0) { $0 * 5 + UInt16($1.rawValue) }
  }

  /// The operation on the edge of index `edge`, 0 ..< 6 as in `edges`.
  public func operation(onEdge edge: Int) -> NASBench201Operation {
    let digit = code / Self.weight(edge) % 5
    guard let operation = NASBench201Operation(rawValue: UInt8(digit)) else { preconditionFailure("a digit of base 5") }
    return operation
  }

  /// The operations in the order of `edges`.
  public var operations: [NASBench201Operation] { Self.edges.indices.map { operation(onEdge: $0) } }

  /// What the digit of an edge is worth in `code`: 5 to the number of edges behind it.
  private static func weight(_ edge: Int) -> UInt16 {
    switch edge {
    case 0: 3125
    case 1: 625
    case 2: 125
    case 3: 25
    case 4: 5
    case 5: 1
    default: preconditionFailure("edge \(edge) of six")
    }
  }
}
