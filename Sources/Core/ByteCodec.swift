/// A compression of bytes, which is not a format: a plug-in.
///
/// Laws, tested over every registered codec: decompressing what was compressed gives the same bytes; compressing the
/// same bytes twice gives the same bytes; truncation at every byte is an error, never a trap.
public protocol ByteCodec: Sendable {
  /// What `cellar` calls it: `gzip`.
  var name: String { get }
  /// The end of the file name, with the dot: `.gz`.
  var suffix: String { get }
  /// The bytes with which every compressed stream begins.
  var magic: [UInt8] { get }

  /// `bytes` as one stream, which depends on nothing else.
  func compress(_ bytes: Span<UInt8>) -> [UInt8]

  /// The content of `bytes`, all members of it.
  ///
  /// Memory grows with what the stream really holds, never with a length that it declares.
  /// - Parameter limit: The largest number of bytes that the content may have.
  /// - Throws: `CodecError`; nothing may follow the last member.
  func decompress(_ bytes: Span<UInt8>, limit: Int) throws(CodecError) -> [UInt8]

  /// The beginning of the content of `bytes`, whose end may be missing: at most `count` bytes, to tell what it is. What
  /// stands behind an end or a damage in front of that is left out, or zeros.
  func beginning(of bytes: Span<UInt8>, count: Int) -> [UInt8]
}

/// Why bytes could not be decompressed.
public enum CodecError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What begins at `offset`, from 0, is no stream of `codec`, or one that is damaged or cut short.
  case malformed(codec: String, offset: Int)
  /// The content is longer than the caller allows.
  case exceedsLimit(codec: String, limit: Int)

  public var description: String {
    switch self {
    case .malformed(let codec, let offset): "malformed or truncated \(codec) stream at byte \(offset)"
    case .exceedsLimit(let codec, let limit): "\(codec) stream holds more than \(limit) bytes"
    }
  }
}
