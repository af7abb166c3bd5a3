internal import Bytes
internal import CDeflate

/// Decompresses a gzip stream member by member, so that one of many small members is read in the memory of one.
@safe public struct GzipMembers: ~Copyable {
  private let decompressor: OpaquePointer
  private var content: [UInt8] = []
  private var literals = LiteralInflate()
  private var text = OutputBytes()
  /// Whether no member was met that has more than literals.
  private var areLiterals = true
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
    let rest = bytes.extracting(droppingFirst: consumed)
    do throws(DeflateError) {
      let (used, written, result) = try first(of: rest, limit: min(limit - produced, memberLimit)) {
        ($0, $1.byteCount, body($1))
      }
      consumed += used
      produced += written
      return result
    } catch .malformed {
      throw .malformed(offset: consumed)
    }
  }

  /// Calls `body` with the number of bytes that the member at the beginning of `bytes` takes, and with its content.
  ///
  /// Memory grows with what the member really holds, never with a length that it declares.
  /// - Parameter limit: The largest number of bytes that it may have.
  /// - Throws: `DeflateError`, also where the member goes on behind `bytes`.
  public mutating func first<Result>(
    of bytes: Span<UInt8>, limit: Int, _ body: (Int, RawSpan) -> Result
  ) throws(DeflateError) -> Result {
    if let used = readLiterals(of: unsafe bytes.bytes, limit: limit) {
      return text.withBytes { body(used, $0) }
    }
    if content.isEmpty { content = [UInt8](repeating: 0, count: min(1 << 16, max(1, limit))) }
    while true {
      var (used, written) = (0, 0)
      let result = unsafe bytes.withUnsafeBufferPointer { input in
        unsafe content.withUnsafeMutableBytes { output in
          unsafe libdeflate_gzip_decompress_ex(
            decompressor, input.baseAddress, input.count, output.baseAddress, output.count, &used, &written)
        }
      }
      switch result {
      case LIBDEFLATE_SUCCESS where written <= limit:
        return content.withBytes { body(used, $0.extracting(0..<written)) }
      case LIBDEFLATE_SUCCESS: throw .exceedsLimit(limit)
      case LIBDEFLATE_INSUFFICIENT_SPACE:
        if content.count >= limit { throw .exceedsLimit(limit) }
        content.append(contentsOf: repeatElement(0, count: min(limit - content.count, content.count)))
      default: throw .malformed(offset: 0)
      }
    }
  }

  /// Reads the first member into `text` if it is of the kind that Cellar writes: no name, and literals alone.
  /// - Returns: The number of bytes that it takes, nil for another one, and for what is damaged.
  private mutating func readLiterals(of bytes: RawSpan, limit: Int) -> Int? {
    guard areLiterals, bytes.byteCount > 18, bytes.halfWord(at: 0) == 0x0008_8B1F else { return nil }
    text.removeAll()
    if let used = literals.append(bytes.extracting(10..<bytes.byteCount), to: &text, limit: limit),
      used + 18 <= bytes.byteCount, bytes.halfWord(at: used + 10) == text.withBytes({ CRC32.checksum(of: $0) }),
      bytes.halfWord(at: used + 14) == UInt32(truncatingIfNeeded: text.count)
    {
      return used + 18
    }
    if !literals.isCut { areLiterals = false }
    return nil
  }
}
