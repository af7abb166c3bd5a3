public import Core
import Costs

/// The space of DARTS: two cells of four nodes, each of which sums what two operations make of two earlier outputs.
///
/// `size` and `sample` are of the space that the search chooses from, seven operations and two different inputs a node;
/// `parse` also takes what the authors write in the same notation, NASNet and AmoebaNet with five nodes, repeated inputs
/// and outputs that join some nodes only: any genotype of 1 to 5 nodes and nine operations.
///
/// Encodings are genotypes as Python prints them, the pairs of a node sorted by input. An `isomorphic` class ranges over
/// the genotypes that numbering the nodes of either cell otherwise makes of a genotype without the nodes that do not
/// reach the output. No `same-network` classes: a skip changes the resolution in one of the two cells, and every node is
/// visible in the output, so that folding identities would not keep the order and number of channels.
public struct DARTS: SearchSpace {
  public let id: SpaceID = "darts"
  public let title = "DARTS, ICLR 2019, also the space of NAS-Bench-301"
  public let equivalences: [EquivalenceKind] = [.isomorphic]
  public let notations: [NotationName] = [.own, .json, .nasBench301, .naslibCompact]

  public init() {}

  /// Both cells: for each node with n inputs, n (n - 1) / 2 choices of two and seven operations for each.
  public var size: String {
    let cell = Self.inputCounts.map { $0 * ($0 - 1) / 2 * 49 }
    return DecimalNatural(product: cell + cell).description
  }

  /// The number of inputs that each node of a searched cell may choose from.
  private static let inputCounts: [UInt64] = [2, 3, 4, 5]

  public func parse(_ encoding: String) throws(EncodingError) -> DARTSGenotype {
    switch encoding.utf8.first {
    case UInt8(ascii: "{"): try DARTSGenotype(json: encoding)
    case UInt8(ascii: "("), UInt8(ascii: "["): try DARTSGenotype(compact: encoding)
    default: try DARTSGenotype(text: encoding)
    }
  }

  public func encode(_ cell: DARTSGenotype) -> String { cell.text }

  public func encode(_ cell: DARTSGenotype, in notation: NotationName) -> String? {
    switch notation {
    case .own: cell.text
    case .json: cell.json
    case .nasBench301: cell.configuration
    case .naslibCompact: cell.compact
    default: nil
    }
  }

  public func representative(of cell: DARTSGenotype, under kind: EquivalenceKind) -> DARTSGenotype {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return DARTSGenotype(normal: cell.normal.smallest, reduce: cell.reduce.smallest)
  }

  /// Never: every node reads something, and the output joins at least one.
  public func isDisconnected(_ cell: DARTSGenotype) -> Bool { false }

  /// Five entries, in the order of `DARTSSkeleton.darts`.
  public func costs(of cell: DARTSGenotype) -> [CostEntry] {
    let network = cell.network
    return DARTSSkeleton.darts.map { skeleton in
      let hasFigures = skeleton.task == "cifar10" || skeleton.task == "imagenet"
      return network.entry(
        in: skeleton, conventions: hasFigures ? DARTSConventions.published : DARTSConventions.unpublished)
    }
  }

  public func enumerate() -> AnySequence<DARTSGenotype>? { nil }

  public func sample(using generator: inout SeededGenerator) -> DARTSGenotype {
    let normal = Self.sampleCell(using: &generator)
    return DARTSGenotype(normal: normal, reduce: Self.sampleCell(using: &generator))
  }

  private static func sampleCell(using generator: inout SeededGenerator) -> DARTSCell {
    var pairs = DARTSPairs()
    for inputs in inputCounts {
      // Two different inputs, in either order equally often: the cell sorts them.
      let first = generator.next(below: inputs)
      let other = generator.next(below: inputs - 1)
      for source in [first, other < first ? other : other + 1] {
        let operation = DARTSOperation.searched[Int(generator.next(below: UInt64(DARTSOperation.searched.count)))]
        pairs.append(DARTSPair(operation, Int(source)))
      }
    }
    return DARTSCell(pairs: pairs, concatenated: 0b111100)
  }

  public func sketches(of cell: DARTSGenotype) -> [CellSketch] {
    [cell.normal.wiring.sketch("normal"), cell.reduce.wiring.sketch("reduce")]
  }

  public var costSources: [CostSource] {
    [
      DARTSConventions.linearBiasSource,
      CostSource(
        counter: "published",
        text: "convolution and linear multiply-accumulates, without the auxiliary head; papers of the family differ by "
          + "up to 9 % (the 574M of DARTS does not follow from its code)"),
      DARTSConventions.thopSource,
    ]
  }
}
