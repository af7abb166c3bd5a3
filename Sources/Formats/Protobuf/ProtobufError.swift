/// Where and why bytes are no message of protocol buffers.
public struct ProtobufError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// A varint that does not end within ten bytes, or has bits beyond 64.
    case longVarint
    /// The message ends within a field.
    case cut
    /// A field promises more bytes than are left.
    case tooLong(length: UInt64, left: Int)
    /// A field number of 0 or beyond 2²⁹ - 1.
    case fieldNumber(UInt64)
    /// A wire type of 6 or 7.
    case wireType(Int)
    /// Groups that do not end, end without having begun, or lie too deep within one another.
    case group
    /// A field that is there, but of another type.
    case wrongType(field: Int, expected: String)
    /// A field that must be there and is not.
    case missing(field: Int)
    /// Text that is not UTF-8.
    case text(field: Int)
  }

  public let reason: Reason
  /// The offset in the bytes that were read.
  public let offset: Int

  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  public var description: String {
    let what =
      switch reason {
      case .longVarint: "varint longer than 64 bits"
      case .cut: "the message ends within a field"
      case .tooLong(let length, let left): "length \(length) with \(left) bytes left"
      case .fieldNumber(let number): "field number \(number); expected 1 to 536870911"
      case .wireType(let type): "wire type \(type); expected 0 to 5"
      case .group: "group that does not begin or end where it should"
      case .wrongType(let field, let expected): "field \(field) of another type; expected \(expected)"
      case .missing(let field): "no field \(field)"
      case .text(let field): "text of field \(field) is not UTF-8"
      }
    return "byte \(offset): \(what)"
  }
}
