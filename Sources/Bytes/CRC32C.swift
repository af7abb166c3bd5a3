/// CRC-32C (Castagnoli, RFC 3720 appendix B.4), the checksum of TFRecord files, by tables: sixteen bytes at a time.
public enum CRC32C {
  /// The reflected polynomial.
  private static let polynomial: UInt32 = 0x82F6_3B78

  /// Table k, entry b at 256 k + b: what byte b becomes k + 1 bytes later.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 16 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
      tables[byte] = value
    }
    for index in 256..<16 * 256 {
      let before = tables[index - 256]
      tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
    }
    return tables
  }()

  /// The checksum of `bytes`.
  /// - Complexity: O(n), some 3 GB/s.
  public static func checksum(of bytes: RawSpan) -> UInt32 {
    unsafe tables.withUnsafeBufferPointer { tables in
      var value: UInt32 = 0xFFFF_FFFF
      var index = 0
      while index &+ 16 <= bytes.byteCount {
        let low = bytes.word(at: index) ^ UInt64(value)
        let high = bytes.word(at: index &+ 8)
        value = unsafe folded(low, tables, 8 &* 256) ^ folded(high, tables, 0)
        index &+= 16
      }
      while index < bytes.byteCount {
        value = unsafe value >> 8 ^ tables[Int((value ^ UInt32(bytes.byte(at: index))) & 0xFF)]
        index &+= 1
      }
      return ~value
    }
  }

  /// What eight bytes become, the last of them by the table at `base`.
  @unsafe @inline(__always)
  private static func folded(_ word: UInt64, _ tables: UnsafeBufferPointer<UInt32>, _ base: Int) -> UInt32 {
    @inline(__always) func entry(_ table: Int, _ shift: UInt64) -> UInt32 {
      unsafe tables[base &+ table &* 256 &+ Int(truncatingIfNeeded: word &>> shift & 0xFF)]
    }
    let first = entry(7, 0) ^ entry(6, 8) ^ entry(5, 16) ^ entry(4, 24)
    return first ^ entry(3, 32) ^ entry(2, 40) ^ entry(1, 48) ^ entry(0, 56)
  }
}
