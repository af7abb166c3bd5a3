/// A cell of four nodes, each of which sums any non-empty set of (input, operation) pairs; all four are joined.
public struct DARTSExtendedCell: Sendable, Hashable {
  /// Element k holds the pairs of node k + 2: bit 7 * source + operation, operations numbered as in `operations`.
  private let sets: SIMD4<UInt64>

  static let nodeCount = 4

  /// The seven operations of DARTS in bytewise order of labels.
  static let operations = DARTSOperation.searched.sorted { $0.rawValue < $1.rawValue }

  /// The number of bits in the set of node `node`, counted from 2.
  static func bitCount(of node: Int) -> Int { node * operations.count }

  /// - Parameter sets: of nodes 2 to 5; none is empty, and none has a bit at or above `bitCount`.
  init(sets: SIMD4<UInt64>) {
    for index in 0..<Self.nodeCount {
      precondition(sets[index] != 0 && sets[index] >> UInt64(Self.bitCount(of: index + 2)) == 0, "a set of pairs")
    }
    self.sets = sets
  }

  /// - Precondition: `wiring` has four nodes, and no operation stands twice between two nodes.
  init(_ wiring: DARTSWiring) {
    var sets = SIMD4<UInt64>(repeating: 0)
    for edge in wiring.edges { sets[edge.target - 2] |= Self.bit(DARTSPair(edge.operation, edge.source)) }
    self.init(sets: sets)
  }

  /// The set of one pair.
  /// - Precondition: the operation is one of `operations`.
  static func bit(_ pair: DARTSPair) -> UInt64 {
    guard let number = operations.firstIndex(of: pair.operation) else { preconditionFailure("a searched operation") }
    return 1 << UInt64(pair.source * operations.count + number)
  }

  /// The pairs of node `node`, 2 ... 5, sorted by source, then label.
  public func pairs(of node: Int) -> [DARTSPair] {
    (0..<Self.bitCount(of: node)).filter { sets[node - 2] >> UInt64($0) & 1 == 1 }.map {
      DARTSPair(Self.operations[$0 % Self.operations.count], $0 / Self.operations.count)
    }
  }

  var wiring: DARTSWiring {
    let nodes = 2..<(2 + Self.nodeCount)
    let edges = nodes.flatMap { node in
      pairs(of: node).map { DARTSEdge(operation: $0.operation, source: $0.source, target: node) }
    }
    return DARTSWiring(nodeCount: nodes.upperBound, edges: edges, concatenated: 0b111100)
  }

  /// The cell whose text is bytewise smallest among those that numbering the nodes otherwise makes of this one.
  var smallest: DARTSExtendedCell { wiring.smallestNumbering(Self.init) { $0.precedesInText($1) } }

  /// Whether the text of this cell sorts before that of another.
  func precedesInText(_ other: DARTSExtendedCell) -> Bool {
    for node in 2..<(2 + Self.nodeCount) {
      // A list that goes on has a comma where one that ends has a bracket, which sorts behind it.
      let texts = pairs(of: node).map(\.textOrder) + [.max]
      let otherTexts = other.pairs(of: node).map(\.textOrder) + [.max]
      if texts != otherTexts { return texts.lexicographicallyPrecedes(otherTexts) }
    }
    return false
  }
}
