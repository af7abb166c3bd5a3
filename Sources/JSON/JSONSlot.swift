/// One entry of a tape: a scalar, a key, or the start or end of an array or object.
@usableFromInline
struct JSONSlot: Sendable {
  /// Bits 0 to 39: source offset. 40 to 43: `JSONKind`. 44 and 45: flags. 48 to 63: length of a number in the source,
  /// 65,535 if it is longer.
  @usableFromInline var head: UInt64
  /// An integer or double: its pattern. A string: the source length between the quotes.
  ///
  /// The start of an array or object: the slot of its end in the high half, the number of its values in the low half.
  /// While it is open: the slot of the container around it (all ones if none), and the values counted there so far.
  @usableFromInline var payload: UInt64

  @inlinable static var escapedFlag: UInt64 { 1 << 44 }
  @inlinable static var overflowFlag: UInt64 { 1 << 45 }
  static let longNumber = 65_535

  @inline(__always)
  init(_ kind: JSONKind, offset: Int, payload: UInt64 = 0, flags: UInt64 = 0) {
    head = UInt64(truncatingIfNeeded: offset) | UInt64(kind.rawValue) << 40 | flags
    self.payload = payload
  }

  @inline(__always)
  init(number kind: JSONKind, offset: Int, end: Int, payload: UInt64, flags: UInt64 = 0) {
    let length = min(end &- offset, Self.longNumber)
    head =
      UInt64(truncatingIfNeeded: offset) | UInt64(kind.rawValue) << 40 | flags
      | UInt64(truncatingIfNeeded: length) << 48
    self.payload = payload
  }

  @inlinable @inline(__always)
  var offset: Int { Int(truncatingIfNeeded: head & (1 << 40 - 1)) }
  @inlinable @inline(__always)
  var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: head >> 40) & 15) ?? .null }
  @inline(__always)
  var numberLength: Int { Int(truncatingIfNeeded: head >> 48) }
  @inlinable @inline(__always)
  var isContainer: Bool { UInt8(truncatingIfNeeded: head >> 40) & 15 >= JSONKind.array.rawValue }
  @inlinable @inline(__always)
  var highHalf: Int { Int(truncatingIfNeeded: payload >> 32) }
  @inlinable @inline(__always)
  var lowHalf: Int { Int(truncatingIfNeeded: payload & 0xFFFF_FFFF) }
}
