internal import CDeflate

/// The checksum of gzip (RFC 1952), by libdeflate.
public enum CRC32 {
  /// - Complexity: O(n), some 10 GB/s.
  public static func checksum(of bytes: RawSpan) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe libdeflate_crc32(0, $0.baseAddress, $0.count) }
  }
}
