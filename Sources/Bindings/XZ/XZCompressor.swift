internal import CLZMA

/// Compresses whole buffers into one `.xz` stream with a CRC-64.
public enum XZCompressor {
  /// `bytes` as one stream, which depends on them, the level and the library alone.
  /// - Precondition: 0 ≤ `level` ≤ 9.
  public static func compress(_ bytes: Span<UInt8>, level: Int) -> [UInt8] {
    precondition((0...9).contains(level), "level \(level) is outside 0 ... 9")
    let bound = lzma_stream_buffer_bound(bytes.count)
    return unsafe bytes.withUnsafeBufferPointer { input in
      unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
        count = 0
        let result = unsafe lzma_easy_buffer_encode(
          UInt32(level), LZMA_CHECK_CRC64, nil, input.baseAddress, input.count, output.baseAddress, &count, bound)
        precondition(result == LZMA_OK, "liblzma refused to compress")
      }
    }
  }
}
