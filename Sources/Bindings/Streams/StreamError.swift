/// Why a compressed stream could not be read.
public enum StreamError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes from `offset` on are no stream, or one that is damaged or cut short.
  case malformed(offset: Int)
  /// The content is longer than the caller allows.
  case exceedsLimit(Int)

  public var description: String {
    switch self {
    case .malformed(let offset): "malformed or truncated stream at byte \(offset)"
    case .exceedsLimit(let limit): "decompressed content exceeds \(limit) bytes"
    }
  }
}
