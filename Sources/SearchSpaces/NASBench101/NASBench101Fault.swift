/// Why a specification is no cell, in the order in which the authors' code looks (`ModelSpec`, then `NASBench`).
public enum NASBench101Fault: Error, Sendable, Hashable {
  case notSquare(row: Int, count: Int, expected: Int)
  case wrongOperationCount(Int, expected: Int)
  case notUpperTriangular(row: Int, column: Int)
  /// No path from vertex 0 to the last one.
  case disconnected(vertexCount: Int)
  /// `vertex` is the first one, in the numbers of the text, that is too many after pruning.
  case tooManyVertices(Int, vertex: Int, limit: Int)
  /// The edge from `row` to `column`, in the numbers of the text, is the first that is too many after pruning.
  case tooManyEdges(Int, row: Int, column: Int, limit: Int)
  case wrongInput(String)
  case wrongOutput(String, vertex: Int)
  /// Of a vertex that pruning keeps; what it removes may be labelled anyhow.
  case unknownOperation(String, vertex: Int)

  /// A stable word for each reason.
  public var code: String {
    switch self {
    case .notSquare: "not_square"
    case .wrongOperationCount: "wrong_operation_count"
    case .notUpperTriangular: "not_upper_triangular"
    case .disconnected: "disconnected"
    case .tooManyVertices: "too_many_vertices_after_pruning"
    case .tooManyEdges: "too_many_edges_after_pruning"
    case .wrongInput: "wrong_input"
    case .wrongOutput: "wrong_output"
    case .unknownOperation: "unknown_operation"
    }
  }
}
