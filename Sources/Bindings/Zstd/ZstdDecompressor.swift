internal import CZstd

/// Decompresses whole Zstandard files (RFC 8878), however many frames they have; skippable frames are skipped.
public enum ZstdDecompressor {
  /// The content of all frames of `bytes`, one after the other.
  ///
  /// Memory grows with what the frames really hold: at most twice that, and a window of at most 128 MiB, as the
  /// `zstd` command allows without `--long`. Frames that need a dictionary and those of zstd before 0.8 are malformed.
  /// - Parameter limit: The largest number of bytes that the content may have.
  /// - Throws: `StreamError`; anything behind the last frame, zeros included, is malformed.
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
    guard let context = unsafe ZSTD_createDCtx() else { fatalError("no memory for a decompressor") }
    defer { unsafe _ = ZSTD_freeDCtx(context) }
    var (consumed, start) = (0, 0)
    var isBetweenFrames = true
    repeat {
      if isBetweenFrames {
        start = consumed
        guard isFrame(bytes, at: start) else { throw .malformed(offset: start) }
      }
      var result = 0
      var isStuck = false
      try unsafe output.take { piece in
        unsafe bytes.withUnsafeBufferPointer { source in
          var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: consumed)
          var target = unsafe ZSTD_outBuffer(dst: piece.baseAddress, size: piece.count, pos: 0)
          result = unsafe ZSTD_decompressStream(context, &target, &input)
          consumed = unsafe input.pos
          isStuck = unsafe consumed == source.count && target.pos < target.size
          return unsafe target.pos
        }
      }
      isBetweenFrames = result == 0
      if ZSTD_isError(result) != 0 || (isStuck && !isBetweenFrames) { throw .malformed(offset: start) }
    } while !isBetweenFrames || consumed < bytes.count
  }

  /// Whether a frame begins at `offset`, or one to skip. The library would read older formats too, which are not used
  /// for benchmarks and whose code is the less tried part of it.
  private static func isFrame(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
    guard bytes.count - offset >= 4 else { return false }
    var magic: UInt32 = 0
    for index in 0..<4 { magic |= UInt32(bytes[offset + index]) << UInt32(8 * index) }
    return magic == 0xFD2F_B528 || magic & 0xFFFF_FFF0 == 0x184D_2A50
  }
}
