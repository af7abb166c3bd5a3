public import Core
import Costs

/// The extended topology of EnTranNAS: the cells of DARTS with any in-degree and any set of operations per edge.
///
/// `size` and `sample` are of all non-empty sets of (input, operation) pairs per node, several operations on one edge
/// included; the narrower space with at most one operation per edge is part of it (`sizeWithOneOperationPerEdge`).
///
/// Encodings are JSON, `{"normal":[[["OPERATION",INPUT],…] for each of 4 nodes],"reduce":[…]}`, pairs sorted by input,
/// then label. An `isomorphic` class ranges over all genotypes that numbering the nodes of either cell otherwise makes of
/// each other; nothing is dead, for all nodes are joined. No `same-network` classes, as in `DARTS`.
/// Source: arXiv 2101.11342; no code or genotype of the authors is public, so operations and networks are those of DARTS.
public struct DARTSExtended: SearchSpace {
  public let id: SpaceID = "darts-extended"
  public let title = "EnTranNAS, extended DARTS topology, CVPR 2021"
  public let equivalences: [EquivalenceKind] = [.isomorphic]

  public init() {}

  /// Both cells: 2^(7n) - 1 sets for each node with n inputs.
  public var size: String {
    let cell = Self.setCounts
    return DecimalNatural(product: cell + cell).description
  }

  /// The genotypes with at most one operation per edge: 8^n - 1 sets for each node with n inputs, both cells.
  public static var sizeWithOneOperationPerEdge: String {
    let cell = (2...5).map { (UInt64(1) << (3 * UInt64($0))) - 1 }
    return DecimalNatural(product: cell + cell).description
  }

  /// The number of non-empty sets of each node.
  private static let setCounts = (2...5).map { (UInt64(1) << UInt64(DARTSExtendedCell.bitCount(of: $0))) - 1 }

  public func parse(_ encoding: String) throws(EncodingError) -> DARTSExtendedGenotype {
    try DARTSExtendedGenotype(encoding: encoding)
  }

  public func encode(_ cell: DARTSExtendedGenotype) -> String { cell.encoding }

  public func representative(
    of cell: DARTSExtendedGenotype, under kind: EquivalenceKind
  ) -> DARTSExtendedGenotype {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return DARTSExtendedGenotype(normal: cell.normal.smallest, reduce: cell.reduce.smallest)
  }

  /// Never: every node reads something, and all are joined.
  public func isDisconnected(_ cell: DARTSExtendedGenotype) -> Bool { false }

  /// Five entries, in the order of `DARTSSkeleton.darts`.
  public func costs(of cell: DARTSExtendedGenotype) -> [CostEntry] {
    let network = cell.network
    return DARTSSkeleton.darts.map { network.entry(in: $0, conventions: DARTSConventions.unpublished) }
  }

  public func enumerate() -> AnySequence<DARTSExtendedGenotype>? { nil }

  public func sample(using generator: inout SeededGenerator) -> DARTSExtendedGenotype {
    let normal = Self.sampleCell(using: &generator)
    return DARTSExtendedGenotype(normal: normal, reduce: Self.sampleCell(using: &generator))
  }

  private static func sampleCell(using generator: inout SeededGenerator) -> DARTSExtendedCell {
    var sets = SIMD4<UInt64>(repeating: 0)
    for (index, count) in setCounts.enumerated() { sets[index] = generator.next(below: count) + 1 }
    return DARTSExtendedCell(sets: sets)
  }

  public func sketches(of cell: DARTSExtendedGenotype) -> [CellSketch] {
    [cell.normal.wiring.sketch("normal"), cell.reduce.wiring.sketch("reduce")]
  }

  public var costSources: [CostSource] { [DARTSConventions.linearBiasSource, DARTSConventions.thopSource] }
}
