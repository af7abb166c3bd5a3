/// Up to ten pairs in order, two per node of a cell, packed into sixteen bytes.
public struct DARTSPairs: Sendable, Hashable, RandomAccessCollection {
  /// `sourceOrder` of each pair, 0 behind the last; element 15 is the count.
  private var bytes = SIMD16<UInt8>(repeating: 0)

  public static let maximumCount = 10
  private static let countElement = 15

  public init() {}

  public init(_ pairs: some Sequence<DARTSPair>) {
    for pair in pairs { append(pair) }
  }

  /// Adds a pair at the end.
  /// - Precondition: there are fewer than ten.
  public mutating func append(_ pair: DARTSPair) {
    precondition(count < Self.maximumCount, "at most ten pairs")
    bytes[count] = pair.sourceOrder
    bytes[Self.countElement] += 1
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { Int(bytes[Self.countElement]) }

  public subscript(position: Int) -> DARTSPair {
    guard position < count, let operation = DARTSOperation(rawValue: bytes[position] & 0xF) else {
      preconditionFailure("pair \(position) of \(count)")
    }
    return DARTSPair(operation, Int(bytes[position] >> 4))
  }

  /// The number of nodes, two pairs each.
  public var nodeCount: Int { count / 2 }

  /// The pairs with the two of each node in ascending order of `key`.
  func sortedWithinNodes(by key: (DARTSPair) -> UInt8) -> DARTSPairs {
    var sorted = DARTSPairs()
    for node in 0..<nodeCount {
      let (first, second) = (self[2 * node], self[2 * node + 1])
      let isInOrder = key(first) <= key(second)
      sorted.append(isInOrder ? first : second)
      sorted.append(isInOrder ? second : first)
    }
    return sorted
  }

  /// Whether the text of these pairs sorts before the text of as many others.
  func precedesInText(_ other: DARTSPairs) -> Bool {
    lexicographicallyPrecedes(other) { $0.textOrder < $1.textOrder }
  }
}
