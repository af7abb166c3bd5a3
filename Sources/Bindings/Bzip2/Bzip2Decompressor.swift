internal import CBzip2

/// Decompresses whole bzip2 files, however many streams they have.
public enum Bzip2Decompressor {
  /// The content of all streams of `bytes`, one after the other; inputs and contents beyond 4 GiB are fine.
  ///
  /// Memory grows with what the streams really hold: at most twice that, and 4 MB for the block being read.
  /// - Parameter limit: The largest number of bytes that the content may have.
  /// - Throws: `StreamError`; anything behind the last stream, zeros included, is malformed.
  public static func decompress(_ bytes: Span<UInt8>, limit: Int) throws(StreamError) -> [UInt8] {
    var output = StreamOutput(limit: limit)
    try decompress(bytes, into: &output)
    return output.finish()
  }

  /// The first `count` bytes of the content, or as many as there are in front of the end or the first damage.
  public static func beginning(of bytes: Span<UInt8>, count: Int) -> [UInt8] {
    var output = StreamOutput(limit: count)
    try? decompress(bytes, into: &output)
    return output.finish()
  }

  private static func decompress(
    _ bytes: Span<UInt8>, into output: inout StreamOutput
  ) throws(StreamError) {
    var consumed = 0
    repeat { consumed = try decompressStream(bytes, from: consumed, into: &output) } while consumed < bytes.count
  }

  /// Decompresses the stream at `start`; returns the offset behind it.
  private static func decompressStream(
    _ bytes: Span<UInt8>, from start: Int, into output: inout StreamOutput
  ) throws(StreamError) -> Int {
    var state = unsafe bz_stream()
    guard unsafe BZ2_bzDecompressInit(&state, 0, 0) == BZ_OK else { fatalError("no memory for a decompressor") }
    defer { unsafe _ = BZ2_bzDecompressEnd(&state) }
    var consumed = start
    while true {
      var (result, used) = (BZ_OK, 0)
      try unsafe output.take { piece in
        unsafe bytes.withUnsafeBufferPointer { input in
          // The library counts in 32 bits.
          let available = min(input.count - consumed, 1 << 30)
          unsafe state.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(
            to: CChar.self)
          if consumed > 0 { unsafe state.next_in += consumed }
          unsafe state.avail_in = UInt32(available)
          unsafe state.next_out = UnsafeMutableRawPointer(piece.baseAddress)?.assumingMemoryBound(to: CChar.self)
          unsafe state.avail_out = UInt32(piece.count)
          result = unsafe BZ2_bzDecompress(&state)
          used = unsafe available - Int(state.avail_in)
          return unsafe piece.count - Int(state.avail_out)
        }
      }
      consumed += used
      if result == BZ_STREAM_END { return consumed }
      // Without input left and with room for output, nothing more will come.
      let isStuck = unsafe consumed == bytes.count && state.avail_out > 0
      guard result == BZ_OK, !isStuck else { throw .malformed(offset: start) }
    }
  }
}
