import Core

/// The notation of the PyTorch port: a genotype of DARTS with equal cells that join all their nodes.
///
/// Source: chenxi116/PNASNet.pytorch, `genotypes.py`.
extension PNASCell {
  /// The genotype as Python prints it.
  var genotype: String {
    DARTSGenotypeText.text(normal: (pairs, concatenated), reduce: (pairs, concatenated))
  }

  /// The cell of a genotype.
  init(genotype text: String) throws(EncodingError) {
    let fields = try DARTSGenotypeText.fields(of: text, operations: Self.operations)
    let (normal, reduce) = (fields.normal, fields.reduce)
    for (index, pair) in reduce.pairs.enumerated() where index >= normal.pairs.count || normal.pairs[index] != pair {
      throw EncodingError(
        .outsideLimits(found: "two different cells", expected: "the same pairs in 'normal' and 'reduce'"),
        at: reduce.offsets[index])
    }
    guard reduce.pairs.count == normal.pairs.count else {
      throw EncodingError(
        .outsideLimits(
          found: "\(reduce.pairs.count) pairs", expected: "the \(normal.pairs.count) pairs of 'normal'"),
        at: reduce.endOffset)
    }
    self.init(pairs: normal.pairs)
    for cell in [normal, reduce] where cell.concatenated != concatenated {
      throw EncodingError(
        .outsideLimits(
          found: "an output without some blocks", expected: "all of nodes 2 to \(blockCount + 1)"),
        at: cell.concatenatedOffset)
    }
  }
}
