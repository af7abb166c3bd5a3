import Core

extension NASBench201Cell {
  /// What an architecture string looks like, for error messages.
  static let grammar = "'|op~0|+|op~0|op~1|+|op~0|op~1|op~2|'"

  /// The architecture string of the benchmark: the edges into nodes 1, 2 and 3, sources ascending.
  var encoding: String {
    var text = ""
    for (index, edge) in Self.edges.enumerated() {
      if edge.source == 0 { text += index == 0 ? "|" : "+|" }
      text += "\(operation(onEdge: index).label)~\(edge.source)|"
    }
    return text
  }

  /// The cell of an architecture string, exactly as `encoding` writes it: the authors' own parser also takes edges in any
  /// order and fills in missing ones.
  init(encoding: String) throws(EncodingError) {
    var reader = EncodingReader(encoding, grammar: Self.grammar)
    var code: UInt16 = 0
    for (index, edge) in Self.edges.enumerated() {
      if edge.source == 0 { try reader.skip(index == 0 ? "|" : "+|") }
      let operation = try reader.word(among: NASBench201Operation.labels, "an operation")
      code = code * 5 + UInt16(operation)
      try reader.skip("~\(edge.source)|")
    }
    try reader.end()
    self.init(code: code)
  }
}
