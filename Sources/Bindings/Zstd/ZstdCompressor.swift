internal import CZstd

/// Compresses buffer after buffer into Zstandard frames, reusing its tables: keep one per thread.
///
/// A frame states the size of its content and ends in a checksum. It depends on the input, the level and the version of
/// libzstd alone.
@safe public struct ZstdCompressor: ~Copyable {
  private let context: OpaquePointer

  /// - Precondition: 1 ≤ `level` ≤ 19; 3 is the library's own choice.
  public init(level: Int) {
    precondition((1...19).contains(level), "level \(level) is outside 1 ... 19")
    guard let context = unsafe ZSTD_createCCtx() else { fatalError("no memory for a compressor") }
    unsafe self.context = context
    let results = unsafe [
      ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, Int32(level)),
      ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1),
    ]
    precondition(results.allSatisfy { ZSTD_isError($0) == 0 }, "libzstd refused its parameters")
  }

  deinit { unsafe _ = ZSTD_freeCCtx(context) }

  /// `bytes` as one frame, in an array of exactly the size needed.
  public mutating func compress(_ bytes: Span<UInt8>) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { unsafe compress(UnsafeRawBufferPointer($0)) }
  }

  /// `bytes` as one frame, in an array of exactly the size needed.
  public mutating func compress(_ bytes: RawSpan) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe compress($0) }
  }

  private mutating func compress(_ input: UnsafeRawBufferPointer) -> [UInt8] {
    let bound = ZSTD_compressBound(input.count)
    return unsafe [UInt8](unsafeUninitializedCapacity: bound) { output, count in
      count = unsafe ZSTD_compress2(context, output.baseAddress, bound, input.baseAddress, input.count)
      precondition(ZSTD_isError(count) == 0, "libzstd needed more than its own bound")
    }
  }
}
