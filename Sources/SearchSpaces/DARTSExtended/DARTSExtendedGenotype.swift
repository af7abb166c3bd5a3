/// An architecture of the extended space: the normal cell and the cell where the resolution is halved.
public struct DARTSExtendedGenotype: Sendable, Hashable {
  public let normal: DARTSExtendedCell
  public let reduce: DARTSExtendedCell

  public init(normal: DARTSExtendedCell, reduce: DARTSExtendedCell) {
    self.normal = normal
    self.reduce = reduce
  }

  var network: DARTSNetwork { DARTSNetwork(normal: normal.wiring, reduce: reduce.wiring) }

  /// Whether several operations join some two nodes.
  public var hasSeveralOperationsOnAnEdge: Bool {
    [normal, reduce].contains { cell in
      (2...5).contains { node in
        let sources = cell.pairs(of: node).map(\.source)
        return Set(sources).count < sources.count
      }
    }
  }
}
