import Core
import SearchSpaces

/// The other members of the class of an architecture.
struct ClassMembers {
  /// How many others there are.
  var count = 0
  /// The smallest encodings of them, at most `limit`.
  var first: [String] = []

  static let limit = 5
  /// Larger spaces are not searched.
  static let largestSize: UInt64 = 100_000

  /// - Returns: nil where the space is too large to go through, and the cell does not tell the others itself.
  init?<S: SearchSpace>(of cell: S.Cell, in space: S, under kind: EquivalenceKind) {
    if let cell = cell as? NASBench101Cell {
      let others = Self.otherOrderings(of: cell)
      count = others.count
      first = Array(others.prefix(Self.limit))
      return
    }
    guard let size = UInt64(space.size), size <= Self.largestSize, let cells = space.enumerate() else { return nil }
    let representative = space.representative(of: cell, under: kind)
    for other in cells where other != cell && space.representative(of: other, under: kind) == representative {
      count += 1
      if first.count < Self.limit { first.append(space.encode(other)) }
    }
  }

  /// The classes of NAS-Bench-101 are the orderings of one graph.
  private static func otherOrderings(of cell: NASBench101Cell) -> [String] {
    var orderings: Set<NASBench101Cell> = []
    cell.forEachOrdering { orderings.insert($0) }
    orderings.remove(cell)
    return orderings.map { NASBench101().encode($0) }.sorted { $0.precedesBytewise($1) }
  }
}
