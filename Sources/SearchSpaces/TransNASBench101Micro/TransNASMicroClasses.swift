import Graphs

/// The equivalence classes of all 4,096 micro cells, computed once, on first use, by whichever thread comes first.
enum TransNASMicroClasses {
  /// By code of a cell, the smallest code of its `isomorphic` class: 1,948 classes.
  static let isomorphic = isomorphicTable()

  /// By code of a cell, the smallest code of its `same-network` class: 1,376 classes.
  static let sameNetwork = sameNetworkTable()

  static func isomorphicTable() -> [UInt16] {
    representatives(of: Array(0..<UInt16(TransNASMicroCell.count))) { $0.canonicalForm() }
  }

  /// A skip out of node 0 is a FactorizedReduce with weights in every module that halves or widens, so it is an
  /// operation; any other skip is the identity. Pruning keeps the input first, so source 0 is node 0 of the cell.
  ///
  /// Isomorphic cells are one network, so one cell of each of their classes is looked at.
  static func sameNetworkTable() -> [UInt16] {
    let skip = TransNASMicroOperation.skipConnect.rawValue
    return representatives(of: isomorphic) {
      $0.operations { source, _, label in source != 0 && label == skip }.canonicalForm()
    }
  }

  /// Cells are the same if `form` makes the same of their pruned graphs, or if both are disconnected.
  /// - Parameter known: By code, the smallest code of a cell that is known to be the same.
  private static func representatives(of known: [UInt16], _ form: (LabelledDAG) -> LabelledDAG) -> [UInt16] {
    var first: [LabelledDAG?: UInt16] = [:]
    var smallest: [UInt16] = []
    smallest.reserveCapacity(known.count)
    for (code, same) in known.enumerated() {
      if Int(same) < code {
        smallest.append(smallest[Int(same)])
        continue
      }
      let key = TransNASMicroCell(code: same).graph.pruned().map(form)
      let representative = first[key] ?? same
      first[key] = representative
      smallest.append(representative)
    }
    return smallest
  }
}
