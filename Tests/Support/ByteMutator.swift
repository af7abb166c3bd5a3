/// Damages bytes as transmission, disks and attackers do: flipped bits, cuts, repeats, false lengths. The same for the
/// same seed.
public struct ByteMutator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// SplitMix64.
  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  private mutating func number(below bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

  /// A copy of `bytes` with one to five wounds.
  public mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    let wounds = [1, 1, 1, 2, 5][number(below: 5)]
    for _ in 0..<wounds {
      guard !result.isEmpty else { break }
      let index = number(below: result.count)
      let end = min(result.count, index + 1 + number(below: 63))
      switch number(below: 7) {
      case 0: result[index] ^= 1 << UInt8(number(below: 8))
      case 1: result[index] = [0, 255, 127, 128, 0x22, 0x0A, 0x2C][number(below: 7)]
      case 2: result.removeSubrange(index...)
      case 3:
        let word: UInt64 = [0x8000_0000_0000_0000, 1 << 62, 0xFFFF_FFFF, 0x8000_0000, 0][number(below: 5)]
        for offset in 0..<min(8, result.count - index) {
          result[index + offset] = UInt8(truncatingIfNeeded: word >> UInt64(8 * offset))
        }
      case 4:
        let piece = Array(result[index..<end])
        for _ in 0...number(below: 3) { result.insert(contentsOf: piece, at: index) }
      case 5: result.removeSubrange(index..<end)
      default: result[index] = UInt8(truncatingIfNeeded: next())
      }
    }
    return result
  }
}
