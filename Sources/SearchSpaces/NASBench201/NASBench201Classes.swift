import Graphs

/// The equivalence classes of all 15,625 cells, each kind computed once, on first use, by whichever thread comes first.
enum NASBench201Classes {
  /// By code of a cell, the smallest code of its `isomorphic` class: 8,765 classes, all disconnected cells in one.
  static let isomorphic = isomorphicTable()

  /// By code of a cell, the smallest code of its `same-network` class.
  static let sameNetwork = sameNetworkTable()

  /// By code of a cell, the smallest code of its `published` class: 6,466 classes.
  static let published = representatives { $0.uniqueString }

  static func isomorphicTable() -> [UInt16] { representatives { $0.graph.pruned()?.canonicalForm() } }

  /// Cells keep size and width, so every skip is the identity, an alias of its source.
  static func sameNetworkTable() -> [UInt16] {
    let skip = NASBench201Operation.skipConnect.graphLabel
    return representatives { $0.graph.pruned()?.operations { _, _, label in label == skip }.canonicalForm() }
  }

  /// Cells of which `key` makes the same are one class.
  private static func representatives<Key: Hashable>(_ key: (NASBench201Cell) -> Key) -> [UInt16] {
    var first: [Key: UInt16] = [:]
    return (0..<UInt16(NASBench201Cell.count)).map { code in
      let key = key(NASBench201Cell(code: code))
      if let smallest = first[key] { return smallest }
      first[key] = code
      return code
    }
  }
}
