import Core

@testable import SearchSpaces

/// Neighbouring nodes of which the second does not read the first can change places; repeated, that is every numbering.
private func exchanges(_ pairs: [[DARTSPair]]) -> [(node: Int, pairs: [[DARTSPair]])] {
  (0..<max(0, pairs.count - 1)).compactMap { index in
    let node = index + 2
    guard !pairs[index + 1].contains(where: { $0.source == node }) else { return nil }
    var exchanged = pairs
    exchanged.swapAt(index, index + 1)
    for later in (index + 2)..<max(index + 2, pairs.count) {
      exchanged[later] = exchanged[later].map { pair in
        switch pair.source {
        case node: DARTSPair(pair.operation, node + 1)
        case node + 1: DARTSPair(pair.operation, node)
        default: pair
        }
      }
    }
    return (node, exchanged)
  }
}

extension DARTS: RenamesInnerNodes {
  func renamings(of cell: DARTSGenotype) -> [DARTSGenotype] {
    renamings(of: cell.normal).map { DARTSGenotype(normal: $0, reduce: cell.reduce) }
      + renamings(of: cell.reduce).map { DARTSGenotype(normal: cell.normal, reduce: $0) }
  }

  private func renamings(of cell: DARTSCell) -> [DARTSCell] {
    let nodes = (0..<cell.pairs.nodeCount).map { [cell.pairs[2 * $0], cell.pairs[2 * $0 + 1]] }
    return exchanges(nodes).map { node, pairs in
      let (first, second) = (UInt64(1) << UInt64(node), UInt64(2) << UInt64(node))
      var joined = cell.concatenated & ~(first | second)
      if cell.concatenated & first != 0 { joined |= second }
      if cell.concatenated & second != 0 { joined |= first }
      return DARTSCell(pairs: DARTSPairs(pairs.flatMap { $0 }), concatenated: joined)
    }
  }
}

extension DARTSExtended: RenamesInnerNodes {
  func renamings(of cell: DARTSExtendedGenotype) -> [DARTSExtendedGenotype] {
    renamings(of: cell.normal).map { DARTSExtendedGenotype(normal: $0, reduce: cell.reduce) }
      + renamings(of: cell.reduce).map { DARTSExtendedGenotype(normal: cell.normal, reduce: $0) }
  }

  private func renamings(of cell: DARTSExtendedCell) -> [DARTSExtendedCell] {
    exchanges((2...5).map { cell.pairs(of: $0) }).map { _, pairs in
      var sets = SIMD4<UInt64>(repeating: 0)
      for (index, node) in pairs.enumerated() {
        for pair in node { sets[index] |= DARTSExtendedCell.bit(pair) }
      }
      return DARTSExtendedCell(sets: sets)
    }
  }
}

extension PNAS: RenamesInnerNodes {
  /// With the halves of each block exchanged too.
  func renamings(of cell: PNASCell) -> [PNASCell] {
    let blocks = (0..<cell.blockCount).map { [cell.pairs[2 * $0], cell.pairs[2 * $0 + 1]] }
    let swapped = blocks.indices.map { index in
      var other = blocks
      other[index].reverse()
      return other
    }
    return (exchanges(blocks).map(\.pairs) + swapped).map { PNASCell(pairs: DARTSPairs($0.flatMap { $0 })) }
  }
}
