internal import Bytes
internal import CDeflate

/// Decompresses a gzip stream member by member, so that one of many small members is read in the memory of one.
@safe public struct GzipMembers: ~Copyable {
  private let decompressor: OpaquePointer
  private var content: [UInt8] = []
  private var consumed = 0
  private var produced = 0

  public init() {
    guard let decompressor = unsafe libdeflate_alloc_decompressor() else { fatalError("no memory for a decompressor") }
    unsafe self.decompressor = decompressor
  }

  deinit { unsafe libdeflate_free_decompressor(decompressor) }

  /// Calls `body` with the content of the next member of `bytes`, which are the same in every call.
  ///
  /// Memory grows with what the member really holds, never with a length that it declares.
  /// - Parameter limit: The largest number of bytes that all members together may have.
  /// - Parameter memberLimit: The largest number that this one may have.
  /// - Returns: Nil, and no call, behind the last member.
  /// - Throws: `DeflateError`; anything behind the last member, zeros included, is malformed.
  public mutating func next<Result>(
    of bytes: Span<UInt8>, limit: Int, memberLimit: Int = .max, _ body: (RawSpan) -> Result
  ) throws(DeflateError) -> Result? {
    guard consumed < bytes.count else { return nil }
    let most = min(limit - produced, memberLimit)
    if content.isEmpty { content = [UInt8](repeating: 0, count: min(1 << 16, max(1, most))) }
    while true {
      var (used, written) = (0, 0)
      let start = consumed
      let result = unsafe bytes.withUnsafeBufferPointer { input in
        unsafe content.withUnsafeMutableBytes { output in
          unsafe libdeflate_gzip_decompress_ex(
            decompressor, input.baseAddress.map { unsafe UnsafeRawPointer($0 + start) }, input.count - start,
            output.baseAddress, output.count, &used, &written)
        }
      }
      switch result {
      case LIBDEFLATE_SUCCESS where written <= most:
        consumed += used
        produced += written
        return content.withBytes { body($0.extracting(0..<written)) }
      case LIBDEFLATE_SUCCESS: throw .exceedsLimit(most)
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        if content.count >= most { throw .exceedsLimit(most) }
        content.append(contentsOf: repeatElement(0, count: min(most - content.count, content.count)))
      default: throw .malformed(offset: consumed)
      }
    }
  }
}
