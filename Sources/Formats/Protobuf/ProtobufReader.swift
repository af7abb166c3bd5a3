import Bytes

/// Walks the fields of one message in bytes that are passed to each call. Neither recursion nor allocation, but for
/// groups within groups.
///
/// Follows the encoding page of protocol buffers (protobuf.dev/programming-guides/encoding). Fields come in the order
/// of the wire; of a field that is not repeated the last one counts, which is the caller's business.
public struct ProtobufReader: Sendable {
  /// How deep groups, which are skipped, may lie within one another.
  private static let groupLimit = 100

  /// The offset of the next field.
  public private(set) var offset: Int
  /// The end of the message.
  public let end: Int

  /// A reader of the message in `range` of the bytes.
  public init(_ range: Range<Int>) {
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The next field, and a move behind it; nil at the end. Groups are skipped with all that is in them.
  /// - Throws: `ProtobufError`
  public mutating func next(in bytes: RawSpan) throws(ProtobufError) -> ProtobufField? {
    var groups: [UInt64] = []
    while offset < end {
      let start = offset
      let tag = try varint(in: bytes)
      let number = tag >> 3
      guard (1...0x1FFF_FFFF).contains(number) else { throw ProtobufError(.fieldNumber(number), at: start) }
      switch tag & 7 {
      case 3:
        guard groups.count < Self.groupLimit else { throw ProtobufError(.group, at: start) }
        groups.append(number)
      case 4:
        guard groups.popLast() == number else { throw ProtobufError(.group, at: start) }
      default:
        let value = try value(ofType: Int(tag & 7), in: bytes, tagAt: start)
        if groups.isEmpty { return ProtobufField(number: Int(number), value: value, offset: start) }
      }
    }
    guard groups.isEmpty else { throw ProtobufError(.group, at: end) }
    return nil
  }

  /// The next of packed varints; nil at the end.
  /// - Throws: `ProtobufError`
  public mutating func nextPackedVarint(in bytes: RawSpan) throws(ProtobufError) -> UInt64? {
    offset < end ? try varint(in: bytes) : nil
  }

  private mutating func value(
    ofType type: Int, in bytes: RawSpan, tagAt start: Int
  ) throws(ProtobufError) -> ProtobufField.Value {
    switch type {
    case 0: return .varint(try varint(in: bytes))
    case 1: return .fixed64(try fixed(8, in: bytes))
    case 5: return .fixed32(UInt32(truncatingIfNeeded: try fixed(4, in: bytes)))
    case 2:
      let length = try varint(in: bytes)
      guard length <= UInt64(end - offset) else {
        throw ProtobufError(.tooLong(length: length, left: end - offset), at: start)
      }
      let range = offset..<offset + Int(length)
      offset = range.upperBound
      return .bytes(range)
    default: throw ProtobufError(.wireType(type), at: start)
    }
  }

  private mutating func fixed(_ size: Int, in bytes: RawSpan) throws(ProtobufError) -> UInt64 {
    guard end - offset >= size else { throw ProtobufError(.cut, at: offset) }
    let word = bytes.wordOrTail(at: offset)
    offset += size
    return word
  }

  private mutating func varint(in bytes: RawSpan) throws(ProtobufError) -> UInt64 {
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < end {
      let byte = bytes.byte(at: offset)
      // The tenth byte has one bit left.
      if shift == 63 && byte > 1 { throw ProtobufError(.longVarint, at: start) }
      value |= UInt64(byte & 0x7F) << shift
      offset += 1
      if byte < 0x80 { return value }
      shift += 7
    }
    throw ProtobufError(.cut, at: start)
  }
}
