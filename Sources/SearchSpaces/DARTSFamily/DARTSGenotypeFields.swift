/// The four fields of a genotype as a text gives them, before a space makes a cell of them.
struct DARTSGenotypeFields {
  /// One cell and where its parts stand in the text.
  struct CellFields {
    var pairs = DARTSPairs()
    /// The offset of each pair.
    var offsets: [Int] = []
    /// The offset of what closes the list of pairs.
    var endOffset = 0
    /// Bit k stands for node k.
    var concatenated: UInt64 = 0
    /// The offset of the nodes of the output.
    var concatenatedOffset = 0
  }

  var normal = CellFields()
  var reduce = CellFields()
}
