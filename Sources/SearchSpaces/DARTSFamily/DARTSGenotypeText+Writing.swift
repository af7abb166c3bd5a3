extension DARTSGenotypeText {
  /// The text of a genotype, the nodes of the outputs as lists.
  static func text(normal: DARTSWiringText, reduce: DARTSWiringText) -> String {
    "Genotype(normal=\(list(normal.pairs)), normal_concat=\(list(normal.concatenated)), "
      + "reduce=\(list(reduce.pairs)), reduce_concat=\(list(reduce.concatenated)))"
  }

  /// What the text of one cell is made of.
  typealias DARTSWiringText = (pairs: DARTSPairs, concatenated: UInt64)

  private static func list(_ pairs: DARTSPairs) -> String {
    "[" + pairs.map { "('\($0.operation.label)', \($0.source))" }.joined(separator: ", ") + "]"
  }

  private static func list(_ nodes: UInt64) -> String {
    "[" + DARTSNodeSet.members(of: nodes).map { String($0) }.joined(separator: ", ") + "]"
  }
}
