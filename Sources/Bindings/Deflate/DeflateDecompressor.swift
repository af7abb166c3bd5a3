internal import CDeflate

/// Decompresses raw DEFLATE (RFC 1951), without header or checksum, with libdeflate.
public enum DeflateDecompressor {
  /// The content of `bytes`, which must be one whole stream of exactly `size` bytes.
  ///
  /// The memory for `size` bytes is taken at once: check it against a limit first.
  /// - Throws: `DeflateError.malformed` for a stream that is damaged, cut short, followed by something, or of another
  ///   size.
  public static func decompress(_ bytes: RawSpan, size: Int) throws(DeflateError) -> [UInt8] {
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else { fatalError("no memory for a decompressor") }
    defer { unsafe libdeflate_free_decompressor(decompressor) }
    var content = [UInt8](repeating: 0, count: size)
    var (used, written) = (0, 0)
    let result = unsafe bytes.withUnsafeBytes { input in
      unsafe content.withUnsafeMutableBytes { output in
        unsafe libdeflate_deflate_decompress_ex(
          decompressor, input.baseAddress, input.count, output.baseAddress, output.count, &used, &written)
      }
    }
    guard result == LIBDEFLATE_SUCCESS, used == bytes.byteCount, written == size else { throw .malformed(offset: used) }
    return content
  }
}
