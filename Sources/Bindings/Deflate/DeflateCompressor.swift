internal import CDeflate

/// Compresses buffer after buffer with libdeflate, reusing its tables: keep one per thread.
///
/// The output depends on the input, the level and the version of libdeflate alone.
@safe public struct DeflateCompressor: ~Copyable {
  /// How the compressed bytes are wrapped.
  public enum Container: Sendable {
    /// One member: no name, time 0, operating system 255 (unknown).
    case gzip
    /// As the `deflate` filter of HDF5 stores a chunk.
    case zlib
  }

  private let compressor: OpaquePointer
  /// Room for the longest output so far.
  private var output = unsafe UnsafeMutableRawBufferPointer(start: nil, count: 0)

  /// - Precondition: 0 ≤ `level` ≤ 12; 1 is the fastest that compresses.
  public init(level: Int) {
    guard let compressor = unsafe libdeflate_alloc_compressor(Int32(level)) else {
      fatalError("no memory for a compressor, or level \(level) is outside 0 ... 12")
    }
    unsafe self.compressor = compressor
  }

  deinit {
    unsafe libdeflate_free_compressor(compressor)
    unsafe output.deallocate()
  }

  /// `bytes`, compressed into an array of exactly the size needed.
  public mutating func compress(_ bytes: Span<UInt8>, as container: Container) -> [UInt8] {
    unsafe bytes.withUnsafeBufferPointer { unsafe compress(UnsafeRawBufferPointer($0), as: container) }
  }

  /// `bytes`, compressed into an array of exactly the size needed.
  public mutating func compress(_ bytes: [UInt8], as container: Container) -> [UInt8] {
    compress(bytes.span, as: container)
  }

  /// `bytes`, compressed into an array of exactly the size needed.
  public mutating func compress(_ bytes: RawSpan, as container: Container) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe compress($0, as: container) }
  }

  private mutating func compress(_ input: UnsafeRawBufferPointer, as container: Container) -> [UInt8] {
    let bound =
      switch container {
      case .gzip: unsafe libdeflate_gzip_compress_bound(compressor, input.count)
      case .zlib: unsafe libdeflate_zlib_compress_bound(compressor, input.count)
      }
    if unsafe output.count < bound {
      unsafe output.deallocate()
      unsafe output = UnsafeMutableRawBufferPointer.allocate(byteCount: bound, alignment: 16)
    }
    let count =
      switch container {
      case .gzip:
        unsafe libdeflate_gzip_compress(compressor, input.baseAddress, input.count, output.baseAddress, bound)
      case .zlib:
        unsafe libdeflate_zlib_compress(compressor, input.baseAddress, input.count, output.baseAddress, bound)
      }
    precondition(count > 0, "libdeflate needed more than its own bound")
    return unsafe [UInt8](UnsafeRawBufferPointer(rebasing: output[..<count]))
  }
}
