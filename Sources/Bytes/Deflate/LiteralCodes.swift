/// The codes of literals, one by one and two by two: text is coded in half as many steps by pairs.
struct LiteralCodes {
  /// Code in the low half, bits reversed as the format wants them, and its length in the high half, by symbol.
  private(set) var singles: [UInt32] = []
  /// The same of two literals, the first in the lower half of the place; only of those that occur.
  private(set) var pairs = [UInt64](repeating: 0, count: 1 << 16)

  /// Takes other codes.
  mutating func set(_ codes: [UInt32]) {
    singles = codes
    let used = (0..<256).filter { codes[$0] >> 16 > 0 }
    for second in used {
      for first in used {
        let shift = UInt64(codes[first] >> 16)
        let bits = UInt64(codes[first] & 0xFFFF) | UInt64(codes[second] & 0xFFFF) << shift
        pairs[second << 8 | first] = bits | (shift + UInt64(codes[second] >> 16)) << 32
      }
    }
  }
}
