import Core

/// The notation of NASLib: a Python tuple of the six digits of an encoding, in their order.
///
/// Source: NASLib, `naslib/search_spaces/transbench101/conversions.py`, `convert_op_indices_micro_to_str`.
extension TransNASMicroCell {
  /// What a tuple looks like, for error messages.
  static let tupleGrammar = "'(3, 0, 1, 2, 1, 3)' with digits 0 to 3"

  /// The tuple, as Python prints it.
  var tuple: String { "(\(Self.edges.indices.map { "\(digit($0))" }.joined(separator: ", ")))" }

  /// The cell of a tuple, as Python prints it or without blanks.
  init(tuple: String) throws(EncodingError) {
    var reader = EncodingReader(tuple, grammar: Self.tupleGrammar)
    let symbols = TransNASMicroOperation.allCases.map { "'\($0.rawValue)' \($0.label)" }.joined(separator: ", ")
    var code: UInt16 = 0
    var hasBlanks = false
    try reader.skip("(")
    for place in Self.edges.indices {
      if place > 0 {
        try reader.skip(",")
        if place == 1 { hasBlanks = reader.next == UInt8(ascii: " ") }
        if hasBlanks { try reader.skip(" ") }
      }
      code = code << 2 | UInt16(try reader.digit(upTo: 3, symbols: symbols))
    }
    try reader.skip(")")
    try reader.end()
    self.init(code: code)
  }
}
