/// Every adjacency matrix of the space, made once, on first use.
enum NASBench101Matrices {
  /// In bytewise order of texts.
  static let all = matrices()

  /// Of each class of matrices the smallest one, in bytewise order of texts.
  static let smallest = all.filter(\.isSmallest)

  static func matrices(within limits: NASBench101Limits) -> [NASBench101Matrix] {
    limits == .published
      ? all : all.filter { $0.vertexCount <= limits.vertices && $0.edgeBits.nonzeroBitCount <= limits.edges }
  }

  private static func matrices() -> [NASBench101Matrix] {
    var found: [NASBench101Matrix] = []
    for vertexCount in 2...NASBench101Limits.published.vertices {
      addRows(of: vertexCount, from: 0, edgeBits: 0, entered: 1, to: &found)
    }
    return found.sorted()
  }

  /// Adds the matrices that begin with `row` rows of `edgeBits`.
  ///
  /// Edges point upwards, so a vertex is live exactly if it is the input or has an edge into it, and is the output or has
  /// an edge out of it.
  /// - Parameter entered: the vertices that the rows so far have an edge to, and the input, as a bit set.
  private static func addRows(
    of vertexCount: Int, from row: Int, edgeBits: UInt32, entered: UInt32, to found: inout [NASBench101Matrix]
  ) {
    guard row < vertexCount - 1 else {
      if entered == 1 << UInt32(vertexCount) - 1 {
        found.append(NASBench101Matrix(vertexCount: vertexCount, edgeBits: edgeBits))
      }
      return
    }
    // No later row has an edge into this vertex.
    guard entered >> UInt32(row) & 1 == 1 else { return }
    let width = UInt32(vertexCount - 1 - row)
    let rowsBelow = vertexCount - 2 - row
    for entries in 1..<(UInt32(1) << width) {
      guard (edgeBits.nonzeroBitCount + entries.nonzeroBitCount) + rowsBelow <= NASBench101Limits.published.edges else {
        continue
      }
      // The first entry of the row is its highest bit.
      var targets = entered
      for column in (row + 1)..<vertexCount where entries >> UInt32(vertexCount - 1 - column) & 1 == 1 {
        targets |= 1 << UInt32(column)
      }
      addRows(of: vertexCount, from: row + 1, edgeBits: edgeBits << width | entries, entered: targets, to: &found)
    }
  }
}
