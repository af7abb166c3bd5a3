/// One cell of a genotype: two pairs per node, whose results are summed, and the nodes whose channels are joined.
///
/// The order in which the authors write the two pairs of a node is that of their weights and means nothing for the
/// network, nor does the order of the nodes joined: both are normalized away.
public struct DARTSCell: Sendable, Hashable {
  /// Those of node k are 2k - 4 and 2k - 3, the one with the lower source first.
  public let pairs: DARTSPairs
  /// Bit k stands for node k.
  let concatenated: UInt64

  /// - Precondition: there are two pairs for each of 1 to 5 nodes, every source is below its node, and `concatenated`
  ///   names one or more of the nodes 2 ..< 2 + count.
  init(pairs: DARTSPairs, concatenated: UInt64) {
    precondition(!pairs.isEmpty && pairs.count.isMultiple(of: 2), "two pairs a node")
    self.pairs = pairs.sortedWithinNodes { $0.sourceOrder }
    self.concatenated = concatenated
  }

  /// The nodes whose channels are joined to the output, ascending; 2 is the first node.
  public var concatenatedNodes: [Int] { DARTSNodeSet.members(of: concatenated) }

  var wiring: DARTSWiring { DARTSWiring(pairs, concatenated: concatenated) }

  /// The cell whose text is bytewise smallest among those that numbering the nodes otherwise makes of this one, once
  /// nodes that do not reach the output are gone.
  var smallest: DARTSCell {
    wiring.smallestNumbering {
      DARTSCell(pairs: $0.pairs, concatenated: $0.concatenated)
    } precedes: {
      if $0.pairs != $1.pairs { return $0.pairs.precedesInText($1.pairs) }
      return $0.concatenatedNodes.lexicographicallyPrecedes($1.concatenatedNodes)
    }
  }
}
