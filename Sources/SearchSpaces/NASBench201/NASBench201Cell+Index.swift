import Core

/// The notation of the released benchmark files: the number of a cell in their list of architectures.
extension NASBench201Cell {
  /// The place of the cell in the released files, 0 ..< 15,625.
  public var index: Int { Int(NASBench201Index.indices[Int(code)]) }

  /// The cell at a place of the released files.
  /// - Precondition: 0 <= `index` < 15,625.
  public init(index: Int) { self.init(code: NASBench201Index.codes[index]) }

  /// The cell of an index in decimal digits, without leading zeros.
  init(indexText: String) throws(EncodingError) {
    var reader = EncodingReader(indexText, grammar: "'0' to '\(Self.count - 1)'")
    let index = try reader.number(upTo: Self.count - 1, "an index of the released benchmark")
    try reader.end()
    self.init(index: index)
  }
}
