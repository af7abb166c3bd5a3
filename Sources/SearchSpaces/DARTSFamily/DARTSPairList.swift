import Core

/// The pairs of a cell as a text gives them, checked one by one against the limits of a space.
struct DARTSPairList {
  /// The operations of the space.
  let operations: [DARTSOperation]
  private(set) var pairs = DARTSPairs()
  /// The offset of each pair.
  private(set) var offsets: [Int] = []

  init(operations: [DARTSOperation]) { self.operations = operations }

  /// What the next pair belongs to: node 2 has inputs 0 and 1.
  var nextNode: Int { pairs.count / 2 + DARTSWiring.inputCount }

  /// Checks that another pair, which starts at `offset`, has room.
  func checkRoom(at offset: Int) throws(EncodingError) {
    guard pairs.count < DARTSPairs.maximumCount else {
      throw EncodingError(
        .outsideLimits(found: "more than 10 pairs", expected: "at most 5 nodes of two pairs each"), at: offset)
    }
  }

  /// The operation with that label.
  func operation(_ label: String, at offset: Int) throws(EncodingError) -> DARTSOperation {
    try Self.operation(label, among: operations, at: offset)
  }

  /// The operation of `operations` with that label.
  static func operation(
    _ label: String, among operations: [DARTSOperation], at offset: Int
  ) throws(EncodingError) -> DARTSOperation {
    guard let operation = DARTSOperation(label: label), operations.contains(operation) else {
      throw EncodingError(
        .unknownSymbol(EncodingText.quoted(label), expected: DARTSOperation.expected(operations)), at: offset)
    }
    return operation
  }

  /// Checks that `source` is an input or an earlier node of `node`.
  /// - Parameter found: how a message quotes the source.
  static func check(source: Int, of node: Int, found: String, at offset: Int) throws(EncodingError) {
    guard (0..<node).contains(source) else {
      throw EncodingError(
        .outsideLimits(found: "\(found) as an input of node \(node)", expected: "0 to \(node - 1)"), at: offset)
    }
  }

  /// Adds a pair.
  /// - Precondition: `checkRoom` and `check` did not throw.
  mutating func append(_ pair: DARTSPair, at offset: Int) {
    pairs.append(pair)
    offsets.append(offset)
  }

  /// Checks that all nodes have two pairs.
  /// - Parameter offset: of what closes the list.
  func checkEnd(at offset: Int) throws(EncodingError) {
    guard !pairs.isEmpty, pairs.count.isMultiple(of: 2) else {
      throw EncodingError(
        .outsideLimits(
          found: pairs.count == 1 ? "1 pair" : "\(pairs.count) pairs", expected: "two pairs for each of 1 to 5 nodes"),
        at: offset)
    }
  }
}
