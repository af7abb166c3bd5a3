import Graphs

/// The equivalence classes of all 4,096 micro cells, computed once, on first use, by whichever thread comes first.
enum TransNASMicroClasses {
  /// By code of a cell, the smallest code of its `isomorphic` class: 1,948 classes.
  static let isomorphic = isomorphicTable()

  /// By code of a cell, the smallest code of its `same-network` class: 1,376 classes.
  static let sameNetwork = sameNetworkTable()

  static func isomorphicTable() -> [UInt16] { representatives { $0.canonicalForm() } }

  /// A skip out of node 0 is a FactorizedReduce with weights in every module that halves or widens, so it is an
  /// operation; any other skip is the identity. Pruning keeps the input first, so source 0 is node 0 of the cell.
  static func sameNetworkTable() -> [UInt16] {
    let skip = TransNASMicroOperation.skipConnect.rawValue
    return representatives { $0.operations { source, _, label in source != 0 && label == skip }.canonicalForm() }
  }

  /// Cells are the same if `form` makes the same of their pruned graphs, or if both are disconnected.
  private static func representatives(_ form: (LabelledDAG) -> LabelledDAG) -> [UInt16] {
    var first: [LabelledDAG?: UInt16] = [:]
    return (0..<UInt16(TransNASMicroCell.count)).map { code in
      let key = TransNASMicroCell(code: code).graph.pruned().map(form)
      if let smallest = first[key] { return smallest }
      first[key] = code
      return code
    }
  }
}
