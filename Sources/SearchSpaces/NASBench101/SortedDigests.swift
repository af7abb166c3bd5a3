import Bytes

/// The digits of up to eight digests in ascending order, and the rank of each. Equal digests keep their order.
struct SortedDigests {
  /// By rank.
  private(set) var digits: InlineArray<8, MD5Digits>
  /// Byte k is the rank of digest k.
  private var ranks: UInt64 = 0

  /// - Complexity: O(count²) comparisons without branches, no allocation.
  @inline(__always) init(_ digests: borrowing InlineArray<8, MD5Digest>, count: Int) {
    var ranks: UInt64 = 0
    for first in 0..<count {
      let digest = digests[first]
      for second in (first &+ 1)..<max(first &+ 1, count) {
        // Whichever is larger goes one up.
        let larger = digests[second] < digest ? first : second
        ranks &+= 1 &<< UInt64(8 &* larger)
      }
    }
    self.ranks = ranks
    digits = InlineArray(repeating: digests[0].digits)
    for index in 0..<count { digits[Int(ranks &>> UInt64(8 &* index) & 7)] = digests[index].digits }
  }

  /// The rank of digest `index`.
  @inline(__always) func rank(of index: Int) -> Int { Int(ranks &>> UInt64(8 &* index) & 7) }

  /// The ranks of a set of digests, as a bit set.
  @inline(__always) func ranks(of indices: UInt8) -> UInt8 {
    var rest = indices
    var result: UInt8 = 0
    while rest != 0 {
      result |= 1 &<< UInt8(truncatingIfNeeded: rank(of: rest.trailingZeroBitCount))
      rest &= rest &- 1
    }
    return result
  }
}
