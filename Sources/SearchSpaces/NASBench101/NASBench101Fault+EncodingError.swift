import Core

extension NASBench101Fault {
  /// The part of a text that is to blame.
  var place: NASBench101Place {
    switch self {
    case .notSquare(let row, _, _): .row(row)
    case .wrongOperationCount: .operations
    case .notUpperTriangular(let row, let column), .tooManyEdges(_, let row, let column, _): .entry(row, column)
    case .disconnected: .matrix
    case .tooManyVertices(_, let vertex, _): .row(vertex)
    case .wrongInput: .operation(0)
    case .wrongOutput(_, let vertex), .unknownOperation(_, let vertex): .operation(vertex)
    }
  }

  /// The fault in words.
  var reason: EncodingError.Reason {
    switch self {
    case .notSquare(let row, let count, let expected):
      .malformed(
        found: "\(count) entries in row \(row)", expected: "\(expected), as many as there are rows: a square matrix")
    case .wrongOperationCount(let count, let expected):
      .malformed(found: "\(count) operations", expected: "\(expected), one for each vertex")
    case .notUpperTriangular(let row, let column):
      .malformed(
        found: row == column ? "an edge from vertex \(row) to itself" : "an edge from vertex \(row) back to \(column)",
        expected: "a strictly upper-triangular matrix: edges from a lower to a higher vertex")
    case .disconnected(let count):
      .outsideLimits(
        found: "a disconnected cell",
        expected: "a path from vertex 0, the input, to vertex \(max(1, count - 1)), the output")
    case .tooManyVertices(let count, _, let limit):
      .outsideLimits(found: "\(count) vertices after pruning", expected: "at most \(limit)")
    case .tooManyEdges(let count, _, _, let limit):
      .outsideLimits(found: "\(count) edges after pruning", expected: "at most \(limit)")
    case .wrongInput(let label): .unknownSymbol(EncodingText.quoted(label), expected: "'input' at the first vertex")
    case .wrongOutput(let label, _):
      .unknownSymbol(EncodingText.quoted(label), expected: "'output' at the last vertex")
    case .unknownOperation(let label, _):
      .unknownSymbol(
        EncodingText.quoted(label),
        expected: "one of \(NASBench101Operation.allCases.map { "'\($0.label)'" }.joined(separator: ", "))")
    }
  }
}
