import Core

extension DARTSGenotype {
  /// The normalized text.
  var text: String {
    DARTSGenotypeText.text(
      normal: (normal.pairs, normal.concatenated), reduce: (reduce.pairs, reduce.concatenated))
  }

  /// The genotype that Python prints as `text`.
  init(text: String) throws(EncodingError) {
    let fields = try DARTSGenotypeText.fields(of: text, operations: DARTSOperation.allCases)
    self.init(
      normal: DARTSCell(pairs: fields.normal.pairs, concatenated: fields.normal.concatenated),
      reduce: DARTSCell(pairs: fields.reduce.pairs, concatenated: fields.reduce.concatenated))
  }
}
