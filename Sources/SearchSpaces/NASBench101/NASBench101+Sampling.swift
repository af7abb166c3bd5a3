public import Core

extension NASBench101 {
  /// Draws a rank in the enumeration of the whole benchmark, again if the cell is outside the limits of a cut.
  /// - Complexity: O(log matrices).
  public func sample(using generator: inout SeededGenerator) -> NASBench101Cell {
    let ends = Self.cellCounts
    guard let total = ends.last else { preconditionFailure("the space is not empty") }
    while true {
      let rank = Int(generator.next(below: UInt64(total)))
      var (low, high) = (0, ends.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] <= rank { low = middle + 1 } else { high = middle }
      }
      let matrix = NASBench101Matrices.all[low]
      let cell = matrix.cell(at: rank - (ends[low] - matrix.cellCount))
      if cell.vertexCount <= limits.vertices, cell.edgeCount <= limits.edges { return cell }
    }
  }

  /// How many cells the matrices up to each one have.
  private static let cellCounts: [Int] = NASBench101Matrices.all.reduce(into: []) { counts, matrix in
    counts.append((counts.last ?? 0) + matrix.cellCount)
  }
}
