internal import CLZMA

/// Decompresses whole `.xz` files, however many streams they have.
public enum XZDecompressor {
  /// The most memory that a stream may make the decoder use: that of `xz -9`, and some.
  private static let memoryLimit: UInt64 = 96 << 20

  /// `LZMA_CONCATENATED`, a macro that Swift cannot see.
  private static let concatenated: UInt32 = 8

  /// The content of all streams of `bytes`, one after the other.
  ///
  /// Memory grows with what the streams really hold: at most twice that, and a dictionary of at most 96 MiB.
  /// - Parameter limit: The largest number of bytes that the content may have.
  /// - Throws: `StreamError`, whose offset is that of the first stream; padding between streams is skipped.
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
    var state = unsafe lzma_stream()
    guard unsafe lzma_stream_decoder(&state, memoryLimit, Self.concatenated) == LZMA_OK else {
      fatalError("no memory for a decompressor")
    }
    defer { unsafe lzma_end(&state) }
    var consumed = 0
    var result = LZMA_OK
    while result != LZMA_STREAM_END {
      try unsafe output.take { piece in
        unsafe bytes.withUnsafeBufferPointer { input in
          unsafe state.next_in = input.baseAddress.map { unsafe $0 + consumed }
          unsafe state.avail_in = input.count - consumed
          unsafe state.next_out = piece.baseAddress
          unsafe state.avail_out = piece.count
          result = unsafe lzma_code(&state, LZMA_FINISH)
          consumed = unsafe input.count - state.avail_in
          return unsafe piece.count - state.avail_out
        }
      }
      guard result == LZMA_OK || result == LZMA_STREAM_END else { throw .malformed(offset: 0) }
    }
  }
}
