import Core

/// The notation of NASLib: a Python tuple of six numbers, with another order of edges and of operations.
///
/// Source: NASLib, `naslib/search_spaces/nasbench201/conversions.py`.
extension NASBench201Cell {
  /// What a tuple looks like, for error messages.
  static let tupleGrammar = "'(2, 2, 3, 4, 3, 2)' with digits 0 to 4"

  /// The edges of the tuple, as indices into `edges`: 0>1, 0>2, 0>3, 1>2, 1>3, 2>3.
  private static let tupleEdges = [0, 1, 3, 2, 4, 5]

  /// The operations by their number in the tuple.
  private static let tupleOperations: [NASBench201Operation] = [
    .skipConnect, .none, .convolution3x3, .convolution1x1, .averagePool3x3,
  ]

  /// The tuple, as Python prints it.
  var tuple: String {
    let numbers = Self.tupleEdges.map { edge in
      guard let number = Self.tupleOperations.firstIndex(of: operation(onEdge: edge)) else {
        preconditionFailure("every operation has a number")
      }
      return "\(number)"
    }
    return "(\(numbers.joined(separator: ", ")))"
  }

  /// The cell of a tuple, as Python prints it or without blanks.
  init(tuple: String) throws(EncodingError) {
    var reader = EncodingReader(tuple, grammar: Self.tupleGrammar)
    var operations = Array(repeating: NASBench201Operation.none, count: Self.edges.count)
    let symbols = Self.tupleOperations.enumerated().map { "'\($0)' \($1.label)" }.joined(separator: ", ")
    var hasBlanks = false
    try reader.skip("(")
    for (place, edge) in Self.tupleEdges.enumerated() {
      if place > 0 {
        try reader.skip(",")
        if place == 1 { hasBlanks = reader.next == UInt8(ascii: " ") }
        if hasBlanks { try reader.skip(" ") }
      }
      operations[edge] = Self.tupleOperations[Int(try reader.digit(upTo: 4, symbols: symbols))]
    }
    try reader.skip(")")
    try reader.end()
    self.init(operations: operations)
  }
}
