import Core
import JSON

extension EncodingJSON {
  /// `["sep_conv_3x3",1]`: an operation among `operations` and an input of `node`.
  func pair(
    _ value: JSONValue, of node: Int, operations: [DARTSOperation]
  ) throws(EncodingError) -> DARTSPair {
    let parts = try pair(value, expected: "[\"OPERATION\",INPUT]")
    let operation = try operation(parts.first, among: operations)
    return DARTSPair(operation, try source(parts.second, of: node))
  }

  /// An operation by its label.
  func operation(_ value: JSONValue, among operations: [DARTSOperation]) throws(EncodingError) -> DARTSOperation {
    let expected = DARTSOperation.expected(operations)
    return try DARTSPairList.operation(
      try string(value, expected: expected), among: operations, at: offset(of: value))
  }

  /// An input of `node`.
  func source(_ value: JSONValue, of node: Int) throws(EncodingError) -> Int {
    let source = try integer(value, expected: "an input 0 to \(node - 1)")
    try DARTSPairList.check(source: source, of: node, found: shortened(value), at: offset(of: value))
    return source
  }
}
