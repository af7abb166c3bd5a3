internal import CBzip2

/// Compresses whole buffers into one bzip2 stream.
public enum Bzip2Compressor {
  /// `bytes` as one stream, which depends on them, the level and the library alone.
  /// - Precondition: 1 ≤ `level` ≤ 9, the size of a block in units of 100 kB.
  public static func compress(_ bytes: Span<UInt8>, level: Int) -> [UInt8] {
    precondition((1...9).contains(level), "level \(level) is outside 1 ... 9")
    var state = unsafe bz_stream()
    guard unsafe BZ2_bzCompressInit(&state, Int32(level), 0, 0) == BZ_OK else {
      fatalError("no memory for a compressor")
    }
    defer { unsafe _ = BZ2_bzCompressEnd(&state) }
    var output = StreamOutput(limit: .max)
    var consumed = 0
    var result = BZ_OK
    while result != BZ_STREAM_END {
      do throws(StreamError) {
        try unsafe output.take { piece in
          unsafe bytes.withUnsafeBufferPointer { input in
            // The library counts in 32 bits, and wants no less input while it finishes.
            let available = min(input.count - consumed, 1 << 30)
            unsafe state.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(
              to: CChar.self)
            if consumed > 0 { unsafe state.next_in += consumed }
            unsafe state.avail_in = UInt32(available)
            unsafe state.next_out = UnsafeMutableRawPointer(piece.baseAddress)?.assumingMemoryBound(to: CChar.self)
            unsafe state.avail_out = UInt32(piece.count)
            result = unsafe BZ2_bzCompress(&state, available == input.count - consumed ? BZ_FINISH : BZ_RUN)
            consumed += unsafe available - Int(state.avail_in)
            return unsafe piece.count - Int(state.avail_out)
          }
        }
      } catch { preconditionFailure("there is no limit to exceed") }
      precondition(result >= 0, "libbz2 refused to compress: \(result)")
    }
    return output.finish()
  }
}
