public import Core
import Costs

/// The space of Progressive NAS: one cell of blocks with two inputs and two operations each.
///
/// `size` and `sample` are of the last level of the progressive search, five blocks, and count a block with its two halves
/// exchanged twice, as the paper's 5.6e14 does; `parse` takes cells of 1 to 5 blocks. `cells(ofLevel:)`,
/// `size(ofLevel:)` and `sample(level:using:)` are of the other levels: the 256 cells of level 1 are 136 `isomorphic`
/// classes, the 147,456 of level 2 are 31,620.
///
/// Encodings are lists of blocks in JSON, `[[["OPERATION",INPUT],["OPERATION",INPUT]],…]`, inputs numbered as in DARTS. An
/// `isomorphic` class ranges over the cells that exchanging the halves of a block and numbering the blocks otherwise make
/// of each other; nothing is dead, for all blocks are joined.
public struct PNAS: SearchSpace {
  public let id: SpaceID = "pnas"
  public let title = "Progressive NAS (PNASNet), ECCV 2018"
  public let equivalences: [EquivalenceKind] = [.isomorphic]
  public let notations: [NotationName] = [.own, .genotype, .tfSlim]

  /// The numbers of blocks of the progressive search.
  public static let levels = PNASCell.blockCounts

  public init() {}

  public var size: String { size(ofLevel: Self.levels.upperBound) }

  /// The exact number of cells of `level` blocks, in decimal digits.
  /// - Precondition: `level` is one of `levels`.
  public func size(ofLevel level: Int) -> String { PNASCell.count(ofLevel: level) }

  /// The cells of `level` blocks in bytewise order of encodings, made one by one; level 1 has 256, level 5 has 5.6e14.
  /// - Precondition: `level` is one of `levels`.
  public func cells(ofLevel level: Int) -> AnySequence<PNASCell> { PNASCell.cells(ofLevel: level) }

  public func parse(_ encoding: String) throws(EncodingError) -> PNASCell {
    switch encoding.utf8.first {
    case UInt8(ascii: "{"): return try PNASCell(slim: encoding)
    case UInt8(ascii: "["): return try PNASCell(blockList: encoding)
    default: return try PNASCell(genotype: encoding)
    }
  }

  public func encode(_ cell: PNASCell) -> String { cell.blockList }

  public func encode(_ cell: PNASCell, in notation: NotationName) -> String? {
    switch notation {
    case .own: cell.blockList
    case .genotype: cell.genotype
    case .tfSlim: cell.slim
    default: nil
    }
  }

  public func representative(of cell: PNASCell, under kind: EquivalenceKind) -> PNASCell {
    precondition(equivalences.contains(kind), "\(id) has no equivalence '\(kind)'")
    return cell.smallest
  }

  /// Never: every block reads something, and all are joined.
  public func isDisconnected(_ cell: PNASCell) -> Bool { false }

  /// Two entries, in the order of `DARTSSkeleton.pnas`: Large and Mobile.
  public func costs(of cell: PNASCell) -> [CostEntry] {
    let network = cell.network
    return DARTSSkeleton.pnas.map { network.entry(in: $0, conventions: Self.conventions) }
  }

  private static let conventions: [any CostConvention] = [PublishedCounts(PlainMultiplyAccumulates())]

  public func enumerate() -> AnySequence<PNASCell>? { nil }

  public func sample(using generator: inout SeededGenerator) -> PNASCell {
    sample(level: Self.levels.upperBound, using: &generator)
  }

  /// A cell of `level` blocks, each equally likely.
  /// - Precondition: `level` is one of `levels`.
  public func sample(level: Int, using generator: inout SeededGenerator) -> PNASCell {
    PNASCell.sample(level: level, using: &generator)
  }

  public func sketches(of cell: PNASCell) -> [CellSketch] { [cell.wiring.sketch("cell")] }

  public var costSources: [CostSource] {
    [
      CostSource(
        counter: "published",
        text: "mult-adds of the paper and of TF-slim: convolution and linear multiply-accumulates, 1001 classes "
          + "(PNASNet-5 25.0B and 588M)")
    ]
  }
}
