/// Huffman codes with a longest length, and their canonical form (RFC 1951, 3.2.2).
enum HuffmanCode {
  /// The length of the code of each symbol, 0 for one that does not occur.
  ///
  /// Where a code would be longer than `limit`, counts are halved, rare symbols the least, until none is.
  /// - Parameter limit: 1 to 15, with 2^limit at least the number of symbols that occur.
  static func lengths(_ counts: [UInt32], limit: Int) -> [UInt8] {
    var counts = counts
    while true {
      let lengths = unlimitedLengths(counts)
      if (lengths.max() ?? 0) <= limit { return lengths }
      for symbol in counts.indices where counts[symbol] > 1 { counts[symbol] = (counts[symbol] + 1) / 2 }
    }
  }

  private static func unlimitedLengths(_ counts: [UInt32]) -> [UInt8] {
    var lengths = [UInt8](repeating: 0, count: counts.count)
    // Leaves by count, then by symbol: equal inputs give equal codes.
    let leaves = counts.indices.filter { counts[$0] > 0 }.sorted { (counts[$0], $0) < (counts[$1], $1) }
    guard leaves.count > 1 else {
      if let only = leaves.first { lengths[only] = 1 }
      return lengths
    }
    // Nodes are leaves, then inner nodes in order of weight, so two queues suffice.
    var weights = leaves.map { UInt64(counts[$0]) }
    var parents = [Int](repeating: 0, count: 2 * leaves.count - 1)
    var leaf = 0
    var inner = leaves.count
    for node in leaves.count..<2 * leaves.count - 1 {
      var weight: UInt64 = 0
      for _ in 0..<2 {
        let takesLeaf = leaf < leaves.count && (inner >= node || weights[leaf] <= weights[inner])
        let child = takesLeaf ? leaf : inner
        if takesLeaf { leaf += 1 } else { inner += 1 }
        weight += weights[child]
        parents[child] = node
      }
      weights.append(weight)
    }
    var depths = [Int](repeating: 0, count: parents.count)
    for node in (0..<parents.count - 1).reversed() { depths[node] = depths[parents[node]] + 1 }
    for (place, symbol) in leaves.enumerated() { lengths[symbol] = UInt8(min(depths[place], 255)) }
    return lengths
  }

  /// Code in the low half, bits reversed, and length in the high half, by symbol.
  static func codes(_ lengths: [UInt8]) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: 16)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var firsts = [UInt32](repeating: 0, count: 16)
    for length in 1...15 { firsts[length] = (firsts[length - 1] + counts[length - 1]) << 1 }
    return lengths.map { length in
      guard length > 0 else { return 0 }
      defer { firsts[Int(length)] += 1 }
      return reversed(firsts[Int(length)], Int(length)) | UInt32(length) << 16
    }
  }

  private static func reversed(_ code: UInt32, _ length: Int) -> UInt32 {
    var result: UInt32 = 0
    for bit in 0..<length where code >> UInt32(bit) & 1 == 1 { result |= 1 << UInt32(length - 1 - bit) }
    return result
  }
}
