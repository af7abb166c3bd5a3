import Core

extension TransNASMicroCell {
  /// The 18 cells with another operation on one edge, by edge and operation.
  var neighbours: [TransNASMicroCell] {
    var cells: [TransNASMicroCell] = []
    cells.reserveCapacity(18)
    for edge in Self.edges.indices {
      for digit in UInt8(0)..<4 where digit != self.digit(edge) { cells.append(replacing(edge, by: digit)) }
    }
    return cells
  }

  /// The cells with `none` or `skip_connect` in the place of one convolution, and with `none` in the place of a skip out
  /// of node 0, which has weights where a module halves or widens.
  var reductions: [CellReduction<TransNASMicroCell>] {
    var reductions: [CellReduction<TransNASMicroCell>] = []
    for (index, edge) in Self.edges.enumerated() {
      let operation = operation(onEdge: index)
      switch operation {
      case .none: continue
      case .skipConnect:
        if edge.source == 0 { reductions.append(CellReduction(replacing(index, by: 0), without: operation.label)) }
      case .convolution1x1, .convolution3x3:
        for digit in UInt8(0)..<2 {
          reductions.append(CellReduction(replacing(index, by: digit), without: operation.label))
        }
      }
    }
    return reductions
  }

  private func replacing(_ edge: Int, by digit: UInt8) -> TransNASMicroCell {
    let shift = UInt16(10 - 2 * edge)
    return TransNASMicroCell(code: code & ~(3 << shift) | UInt16(digit) << shift)
  }
}
