/// Why bytes could not be decompressed.
public enum DeflateError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes from `offset` on are no gzip member, or one that is damaged or cut short.
  case malformed(offset: Int)
  /// The content is longer than the caller allows.
  case exceedsLimit(Int)

  public var description: String {
    switch self {
    case .malformed(let offset): "malformed or truncated gzip member at byte \(offset)"
    case .exceedsLimit(let limit): "decompressed content exceeds \(limit) bytes"
    }
  }
}
