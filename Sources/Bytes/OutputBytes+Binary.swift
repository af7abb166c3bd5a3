extension OutputBytes {
  /// Appends the lower `byteCount` bytes of `value`, the most significant first.
  ///
  /// - Precondition: `byteCount` is 0 … 8.
  public mutating func append(bigEndian value: UInt64, byteCount: Int) {
    precondition(byteCount >= 0 && byteCount <= 8, "a word has eight bytes")
    reserve(8)
    unsafe memory.storeBytes(of: (value << (64 &- 8 &* byteCount)).bigEndian, toByteOffset: count, as: UInt64.self)
    count &+= byteCount
  }

  /// Appends a number in groups of seven bits, the most significant first, each but the last with the top bit set; a
  /// ninth byte, which numbers from 2⁵⁶ have, holds eight bits. One to nine bytes.
  public mutating func append(varint value: UInt64) {
    if value < 0x80 { return append(UInt8(truncatingIfNeeded: value)) }
    if value >= 1 << 56 {
      for group in 0..<8 { append(UInt8(truncatingIfNeeded: value >> UInt64(57 - 7 * group)) | 0x80) }
      return append(UInt8(truncatingIfNeeded: value))
    }
    var shift = UInt64(63 - value.leadingZeroBitCount) / 7 * 7
    while shift > 0 {
      append(UInt8(truncatingIfNeeded: value >> shift) | 0x80)
      shift -= 7
    }
    append(UInt8(truncatingIfNeeded: value) & 0x7F)
  }
}
