/// An architecture of the DARTS space: the normal cell and the cell where the resolution is halved.
public struct DARTSGenotype: Sendable, Hashable {
  public let normal: DARTSCell
  public let reduce: DARTSCell

  public init(normal: DARTSCell, reduce: DARTSCell) {
    self.normal = normal
    self.reduce = reduce
  }

  var network: DARTSNetwork { DARTSNetwork(normal: normal.wiring, reduce: reduce.wiring) }

  /// Whether the genotype is one of those that the search of DARTS can end in: four nodes in each cell, all joined, two
  /// different inputs each, and the seven operations of the search.
  public var isSearched: Bool {
    [normal, reduce].allSatisfy { cell in
      cell.pairs.nodeCount == 4 && cell.concatenated == 0b111100
        && cell.pairs.allSatisfy { DARTSOperation.searched.contains($0.operation) }
        && (0..<4).allSatisfy { cell.pairs[2 * $0].source != cell.pairs[2 * $0 + 1].source }
    }
  }
}
