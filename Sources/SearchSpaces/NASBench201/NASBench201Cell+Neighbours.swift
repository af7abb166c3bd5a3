import Core

extension NASBench201Cell {
  /// The 24 cells with another operation on one edge, by edge and operation.
  var neighbours: [NASBench201Cell] {
    let operations = operations
    return Self.edges.indices.flatMap { edge in
      NASBench201Operation.allCases.filter { $0 != operations[edge] }.map { replacing(edge, of: operations, by: $0) }
    }
  }

  /// The cells with `none` or `skip_connect` in the place of one convolution.
  var reductions: [CellReduction<NASBench201Cell>] {
    let operations = operations
    return Self.edges.indices.flatMap { edge -> [CellReduction<NASBench201Cell>] in
      guard [.convolution1x1, .convolution3x3].contains(operations[edge]) else { return [] }
      return [NASBench201Operation.none, .skipConnect].map { operation in
        CellReduction(replacing(edge, of: operations, by: operation), without: operations[edge].label)
      }
    }
  }

  private func replacing(
    _ edge: Int, of operations: [NASBench201Operation], by operation: NASBench201Operation
  ) -> NASBench201Cell {
    var operations = operations
    operations[edge] = operation
    return NASBench201Cell(operations: operations)
  }
}
