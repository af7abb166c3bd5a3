internal import CDeflate

/// The checksum of gzip (RFC 1952) and zip, by libdeflate.
public enum CRC32 {
  /// The checksum of `bytes`, or of what has the checksum `start` followed by `bytes`.
  /// - Complexity: O(n), some 10 GB/s.
  public static func checksum(of bytes: RawSpan, from start: UInt32 = 0) -> UInt32 {
    // With no address libdeflate gives the checksum of nothing.
    guard bytes.byteCount > 0 else { return start }
    return unsafe bytes.withUnsafeBytes { unsafe libdeflate_crc32(start, $0.baseAddress, $0.count) }
  }
}
