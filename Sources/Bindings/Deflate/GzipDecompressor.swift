internal import CDeflate

/// Decompresses whole gzip streams, however many members they have, with libdeflate.
public enum GzipDecompressor {
  /// The content of all members of `bytes`, one after the other.
  ///
  /// Memory grows with what the members really hold, never with a length that they declare.
  /// - Parameter limit: The largest number of bytes that the content may have.
  /// - Throws: `DeflateError`; anything behind the last member, zeros included, is malformed.
  public static func decompress(_ bytes: Span<UInt8>, limit: Int) throws(DeflateError) -> [UInt8] {
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else { fatalError("no memory for a decompressor") }
    defer { unsafe libdeflate_free_decompressor(decompressor) }
    var content: [UInt8] = []
    var capacity = min(limit, max(4096, bytes.count * 4))
    var (consumed, produced) = (0, 0)
    repeat {
      var result = LIBDEFLATE_SUCCESS
      // Room that is not written to costs nothing: it is neither cleared nor touched.
      content = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
        unsafe content.withUnsafeBufferPointer { _ = unsafe output.initialize(fromContentsOf: $0) }
        repeat {
          var (used, written) = (0, 0)
          result = unsafe bytes.withUnsafeBufferPointer { input in
            unsafe libdeflate_gzip_decompress_ex(
              decompressor, input.baseAddress.map { unsafe UnsafeRawPointer($0 + consumed) }, input.count - consumed,
              output.baseAddress.map { unsafe $0 + produced }, capacity - produced, &used, &written)
          }
          guard result == LIBDEFLATE_SUCCESS else { break }
          consumed += used
          produced += written
        } while consumed < bytes.count
        count = produced
      }
      if result == LIBDEFLATE_SUCCESS { return content }
      if result != LIBDEFLATE_INSUFFICIENT_SPACE { throw .malformed(offset: consumed) }
      if capacity >= limit { throw .exceedsLimit(limit) }
      capacity = min(limit, capacity * 2)
    } while true
  }

  /// The first `count` bytes of the first member, or zeros behind as many as there are in front of its end or damage.
  ///
  /// The library fills the room that it has from the front, and asks for more where a block that is merely stored, of
  /// less than 64 KiB, has not enough.
  public static func beginning(of bytes: Span<UInt8>, count: Int) -> [UInt8] {
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else { fatalError("no memory for a decompressor") }
    defer { unsafe libdeflate_free_decompressor(decompressor) }
    var content = [UInt8](repeating: 0, count: count + (1 << 16))
    unsafe bytes.withUnsafeBufferPointer { input in
      unsafe content.withUnsafeMutableBytes { output in
        _ = unsafe libdeflate_gzip_decompress_ex(
          decompressor, input.baseAddress.map { unsafe UnsafeRawPointer($0) }, input.count, output.baseAddress,
          output.count, nil, nil)
      }
    }
    content.removeLast(content.count - count)
    return content
  }
}
