/// Text that is no base64.
public struct Base64Error: Error, Sendable, Hashable, CustomStringConvertible {
  /// The offset of the first character that cannot be right; the length of the text if it ends too early.
  public let offset: Int

  public init(offset: Int) { self.offset = offset }

  public var description: String { "no base64 at character \(offset)" }
}
