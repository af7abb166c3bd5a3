/// A field of a message, as it is on the wire.
public struct ProtobufField: Sendable, Hashable {
  public enum Value: Sendable, Hashable {
    case varint(UInt64)
    case fixed64(UInt64)
    case fixed32(UInt32)
    /// A range of the bytes: text, bytes, a message or packed numbers.
    case bytes(Range<Int>)
  }

  /// 1 to 2²⁹ - 1.
  public let number: Int
  public let value: Value
  /// The offset of its tag.
  public let offset: Int

  /// - Throws: `ProtobufError.Reason.wrongType`
  public func double() throws(ProtobufError) -> Double {
    guard case .fixed64(let bits) = value else { throw wrongType("a double") }
    return Double(bitPattern: bits)
  }

  /// - Throws: `ProtobufError.Reason.wrongType`
  public func float() throws(ProtobufError) -> Float {
    guard case .fixed32(let bits) = value else { throw wrongType("a float") }
    return Float(bitPattern: bits)
  }

  /// An `int32`, `int64` or enumeration.
  /// - Throws: `ProtobufError.Reason.wrongType`
  public func integer() throws(ProtobufError) -> Int64 {
    guard case .varint(let bits) = value else { throw wrongType("a varint") }
    return Int64(bitPattern: bits)
  }

  /// Where a text, bytes, a message or packed numbers stand.
  /// - Throws: `ProtobufError.Reason.wrongType`
  public func range() throws(ProtobufError) -> Range<Int> {
    guard case .bytes(let range) = value else { throw wrongType("bytes") }
    return range
  }

  private func wrongType(_ expected: String) -> ProtobufError {
    ProtobufError(.wrongType(field: number, expected: expected), at: offset)
  }
}
