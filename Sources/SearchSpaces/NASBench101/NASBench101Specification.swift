/// A cell as somebody wrote it: any number of vertices, dead ones too, and whatever labels; perhaps no valid cell at all.
public struct NASBench101Specification: Sendable, Hashable {
  /// The adjacency matrix, row = source, entries 0 and 1; not square where the author erred.
  public let rows: [[UInt8]]
  /// One label for each vertex: `input`, operations, `output`.
  public let operations: [String]

  /// - Precondition: entries are 0 or 1.
  public init(rows: [[UInt8]], operations: [String]) {
    precondition(rows.allSatisfy { $0.allSatisfy { $0 <= 1 } }, "entries 0 and 1")
    self.rows = rows
    self.operations = operations
  }

  public init(_ cell: NASBench101Cell) {
    let vertices = 0..<cell.vertexCount
    rows = vertices.map { row in vertices.map { cell.hasEdge(from: row, to: $0) ? 1 : 0 } }
    operations = vertices.map { cell.label(of: $0) }
  }

  /// The cell that is left after pruning.
  ///
  /// Limits apply after pruning, and to what is left only: ten vertices of which five are live are a valid cell.
  /// - Throws: the first fault in the order of the authors' code.
  /// - Complexity: O(vertices²).
  public func validated(within limits: NASBench101Limits = .published) throws(NASBench101Fault) -> NASBench101Cell {
    try checkShape()
    let live = liveVertices
    guard !live.isEmpty else { throw .disconnected(vertexCount: rows.count) }
    if live.count > limits.vertices {
      throw .tooManyVertices(live.count, vertex: live[limits.vertices], limit: limits.vertices)
    }
    let edges = live.flatMap { row in live.filter { rows[row][$0] == 1 }.map { (row: row, column: $0) } }
    if edges.count > limits.edges {
      let excess = edges[limits.edges]
      throw .tooManyEdges(edges.count, row: excess.row, column: excess.column, limit: limits.edges)
    }
    let last = rows.count - 1
    if operations[0] != NASBench101Operation.inputLabel { throw .wrongInput(operations[0]) }
    if operations[last] != NASBench101Operation.outputLabel { throw .wrongOutput(operations[last], vertex: last) }
    var operationBits: UInt16 = 0
    for vertex in live.dropFirst().dropLast() {
      guard let operation = NASBench101Operation(label: operations[vertex]) else {
        throw .unknownOperation(operations[vertex], vertex: vertex)
      }
      operationBits = operationBits << 2 | UInt16(operation.rawValue)
    }
    var edgeBits: UInt32 = 0
    for (index, row) in live.enumerated() {
      for column in live.dropFirst(index + 1) { edgeBits = edgeBits << 1 | UInt32(rows[row][column]) }
    }
    return NASBench101Cell(vertexCount: live.count, edgeBits: edgeBits, operationBits: operationBits)
  }

  /// What is left without the vertices that lie on no path from input to output, the others keeping their order; nil if
  /// there is no such path.
  /// - Throws: `notSquare`, `wrongOperationCount`, `notUpperTriangular`, which pruning takes for granted.
  public func pruned() throws(NASBench101Fault) -> NASBench101Specification? {
    try checkShape()
    let live = liveVertices
    guard !live.isEmpty else { return nil }
    return NASBench101Specification(
      rows: live.map { row in live.map { rows[row][$0] } }, operations: live.map { operations[$0] })
  }

  /// The first of the faults that keep a specification from being a graph at all.
  private func checkShape() throws(NASBench101Fault) {
    for (index, row) in rows.enumerated() where row.count != rows.count {
      throw .notSquare(row: index, count: row.count, expected: rows.count)
    }
    if operations.count != rows.count { throw .wrongOperationCount(operations.count, expected: rows.count) }
    for (index, row) in rows.enumerated() {
      if let column = row.prefix(index + 1).firstIndex(of: 1) { throw .notUpperTriangular(row: index, column: column) }
    }
  }

  /// The vertices on some path from the first to the last one, in order; none if there is no path between two vertices.
  private var liveVertices: [Int] {
    let count = rows.count
    guard count >= 2 else { return [] }
    var isReachable = [Bool](repeating: false, count: count)
    isReachable[0] = true
    for row in 0..<count where isReachable[row] {
      for column in (row + 1)..<max(row + 1, count) where rows[row][column] == 1 { isReachable[column] = true }
    }
    guard isReachable[count - 1] else { return [] }
    var isArriving = [Bool](repeating: false, count: count)
    isArriving[count - 1] = true
    for row in (0..<(count - 1)).reversed() {
      isArriving[row] = ((row + 1)..<count).contains { rows[row][$0] == 1 && isArriving[$0] }
    }
    return (0..<count).filter { isReachable[$0] && isArriving[$0] }
  }
}

extension NASBench101Specification {
  /// What a record of the authors' TFRecord files says: "0" and "1" of the n × n matrix row by row, and n labels
  /// separated by commas.
  /// - Returns: nil if the digits are no square matrix or are not all "0" and "1".
  public init?(adjacency: String, operations: String) {
    let labels = operations.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let digits = adjacency.utf8.map { $0 &- UInt8(ascii: "0") }
    guard digits.count == labels.count * labels.count, digits.allSatisfy({ $0 <= 1 }) else { return nil }
    let count = labels.count
    self.init(rows: (0..<count).map { Array(digits[$0 * count..<($0 + 1) * count]) }, operations: labels)
  }
}
