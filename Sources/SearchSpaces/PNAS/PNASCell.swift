/// The cell of PNAS: one to five blocks, each the sum of two operations on earlier outputs; all blocks are joined.
///
/// Blocks are written (input, operation) twice, in an order that is kept, since the published size counts it: a block
/// with its pairs exchanged is another cell of the same `isomorphic` class.
public struct PNASCell: Sendable, Hashable {
  /// Two per block; sources are 0 for the output of the cell before the last, 1 for that of the last cell, 2 and above
  /// for blocks.
  public let pairs: DARTSPairs

  static let blockCounts = 1...5

  /// The eight operations of the paper, in bytewise order of labels.
  static let operations: [DARTSOperation] = [
    .averagePool3x3, .convolution7x1And1x7, .dilatedConvolution3x3, .maxPool3x3, .separableConvolution3x3,
    .separableConvolution5x5, .separableConvolution7x7, .skipConnect,
  ]

  /// - Precondition: there are two pairs for each of 1 to 5 blocks, every source is below its block, and the operations
  ///   are of `operations`.
  init(pairs: DARTSPairs) {
    precondition(Self.blockCounts.contains(pairs.nodeCount) && pairs.count.isMultiple(of: 2), "two pairs a block")
    self.pairs = pairs
  }

  public var blockCount: Int { pairs.nodeCount }

  /// The output: all blocks.
  var concatenated: UInt64 { (1 << UInt64(blockCount) - 1) << UInt64(DARTSWiring.inputCount) }

  var wiring: DARTSWiring { DARTSWiring(pairs, concatenated: concatenated) }

  /// One cell stands for both kinds of DARTS: where the resolution is halved, operations on the inputs get stride 2.
  var network: DARTSNetwork { DARTSNetwork(normal: wiring, reduce: wiring) }

  /// The cell whose text is bytewise smallest among those that exchanging the pairs of a block and numbering the blocks
  /// otherwise make of this one.
  var smallest: PNASCell {
    wiring.smallestNumbering {
      PNASCell(pairs: $0.pairs.sortedWithinNodes { $0.textOrder })
    } precedes: {
      $0.pairs.precedesInText($1.pairs)
    }
  }
}
