import Graphs

/// An adjacency matrix all of whose vertices lie on a path from input to output, and what can be renamed in it.
struct NASBench101Matrix: Sendable {
  let vertexCount: Int
  /// As in `NASBench101Cell`.
  let edgeBits: UInt32
  /// Whether no other ordering has a bytewise smaller text.
  let isSmallest: Bool
  /// Of a smallest matrix, the orders other than 0, 1, 2, … that leave it as it is.
  let automorphisms: [NodeOrder]

  init(vertexCount: Int, edgeBits: UInt32) {
    self.vertexCount = vertexCount
    self.edgeBits = edgeBits
    let graph = NASBench101Cell.matrixGraph(vertexCount: vertexCount, edgeBits: edgeBits)
    isSmallest = graph.smallestReordering() == graph
    var automorphisms: [NodeOrder] = []
    if isSmallest {
      let identity = NodeOrder(count: vertexCount)
      graph.forEachTopologicalOrder { order in
        if order != identity, graph.reordered(order) == graph { automorphisms.append(order) }
      }
    }
    self.automorphisms = automorphisms
  }

  /// The number of ways to choose operations, 3 to the number of inner vertices.
  var cellCount: Int { (2..<vertexCount).reduce(1) { count, _ in 3 * count } }

  /// Calls `body` with the choices of operations in bytewise order of encodings: all of them, or those that make the
  /// smallest cell of its class out of a smallest matrix. A choice is given as its rank, the base-3 number of the
  /// operations, and as `NASBench101Cell.operationBits`.
  /// - Complexity: O(automorphisms) a choice, no allocation.
  @inline(__always)
  func forEachChoice(smallestOnly: Bool, _ body: (_ rank: Int, _ operationBits: UInt16) -> Void) {
    var bits: UInt16 = 0
    for rank in 0..<cellCount {
      if !smallestOnly || automorphisms.isEmpty || isSmallest(bits) { body(rank, bits) }
      bits = Self.following(bits)
    }
  }

  /// The cell of rank `index`, 0 ..< `cellCount`, in bytewise order.
  func cell(at index: Int) -> NASBench101Cell {
    var (bits, rest): (UInt16, Int) = (0, index)
    for digit in 0..<UInt16(vertexCount - 2) {
      bits |= UInt16(rest % 3) << (2 * digit)
      rest /= 3
    }
    return NASBench101Cell(vertexCount: vertexCount, edgeBits: edgeBits, operationBits: bits)
  }

  /// The next number of base-3 digits of two bits each.
  private static func following(_ bits: UInt16) -> UInt16 {
    var (next, digit): (UInt16, UInt16) = (bits &+ 1, 0)
    while digit < 10, next &>> digit & 3 == 3 {
      next &+= 1 &<< digit
      digit &+= 2
    }
    return next
  }

  /// Whether no automorphism makes a smaller choice of operations of this one.
  private func isSmallest(_ bits: UInt16) -> Bool {
    for order in automorphisms {
      var permuted: UInt16 = 0
      for position in 1..<(vertexCount - 1) {
        permuted = permuted << 2 | bits >> UInt16(2 * (vertexCount - 2 - order[position])) & 3
      }
      if permuted < bits { return false }
    }
    return true
  }
}

extension NASBench101Matrix: Comparable {
  static func == (left: NASBench101Matrix, right: NASBench101Matrix) -> Bool {
    left.vertexCount == right.vertexCount && left.edgeBits == right.edgeBits
  }

  /// Bytewise order of texts.
  static func < (left: NASBench101Matrix, right: NASBench101Matrix) -> Bool {
    let (first, second) = (left.firstRowKey, right.firstRowKey)
    return first == second ? left.edgeBits < right.edgeBits : first < second
  }

  /// The first row as a number: two bits for each entry behind the diagonal, first the entry and then whether it is the
  /// last one, for a comma precedes a closing bracket. Rows of different lengths never have the same number.
  private var firstRowKey: UInt32 {
    var key: UInt32 = 0
    for column in 1..<7 where column < vertexCount {
      let shift = NASBench101Cell.edgeShift(0, column, vertexCount: vertexCount)
      key |= (edgeBits >> shift & 1) << UInt32(13 - 2 * column)
      if column == vertexCount - 1 { key |= 1 << UInt32(12 - 2 * column) }
    }
    return key
  }
}
