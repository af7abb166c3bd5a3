/// Where and why bytes are not a JSON document.
public struct JSONError: Error, Hashable, Sendable {
  public let reason: JSONErrorReason
  /// The offset of the byte that cannot be right; the length of the document if it ends too early.
  public let offset: Int

  public init(_ reason: JSONErrorReason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

extension JSONError: CustomStringConvertible {
  /// For example `byte 17: expected ',' or '}'`.
  public var description: String { "byte \(offset): \(reason.message)" }
}
