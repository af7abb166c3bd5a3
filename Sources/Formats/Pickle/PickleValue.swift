/// The place of a value in a `PickleDocument`. It means something only to the document it came from.
///
/// Eight bytes: a double as it is, anything else in the space of the NaNs whose upper sixteen bits are 0xFFF9 or more.
/// What is long (text, bytes) is the offset of the opcode that wrote it; what is mutable or has parts is the number of
/// a record.
public struct PickleValue: Hashable, Sendable {
  @usableFromInline let bits: UInt64

  @inlinable @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  /// The lowest pattern that is not a double.
  static let firstTag: UInt64 = 0xFFF9 << 48
  /// What a NaN with such a pattern becomes.
  static let canonicalNaN: UInt64 = 0x7FF8 << 48
  private static let payloadMask: UInt64 = 1 << 48 - 1

  enum Tag: UInt64 {
    /// `none` and its neighbours, and the allowed globals from `firstGlobal` on.
    case constant = 0xFFF9
    /// A whole number of 48 bits, two's complement.
    case integer = 0xFFFA
    /// The offset of the opcode of a text.
    case text = 0xFFFB
    /// The offset of the opcode of bytes.
    case bytes = 0xFFFC
    /// The offset of the opcode of a text whose characters, all below U+0100, stand for bytes.
    case latinBytes = 0xFFFD
    /// The number of a record.
    case record = 0xFFFE
  }

  @inline(__always)
  init(_ tag: Tag, _ payload: UInt64) { bits = tag.rawValue << 48 | payload & Self.payloadMask }

  @inline(__always)
  init(_ value: Double) {
    let pattern = value.bitPattern
    bits = pattern >= Self.firstTag ? Self.canonicalNaN : pattern
  }

  static let none = PickleValue(.constant, 0)
  static let `false` = PickleValue(.constant, 1)
  static let `true` = PickleValue(.constant, 2)
  static let noBytes = PickleValue(.constant, 3)
  private static let firstGlobal: UInt64 = 256

  init(_ global: PickleGlobal) { self.init(.constant, Self.firstGlobal + UInt64(global.rawValue)) }

  @inline(__always)
  init(record: Int) { self.init(.record, UInt64(truncatingIfNeeded: record)) }

  @inline(__always)
  var isDouble: Bool { bits < Self.firstTag }
  /// Nil for a double.
  @inline(__always)
  var tag: Tag? { Tag(rawValue: bits >> 48) }
  @inline(__always)
  var payload: Int { Int(truncatingIfNeeded: bits & Self.payloadMask) }
  /// The number of its record, or nil.
  @inline(__always)
  var record: Int? { bits >> 48 == Tag.record.rawValue ? payload : nil }
  /// The number, of a whole number of up to 48 bits.
  @inline(__always)
  var smallInteger: Int64? {
    bits >> 48 == Tag.integer.rawValue ? Int64(bitPattern: bits << 16) >> 16 : nil
  }

  var global: PickleGlobal? {
    guard tag == .constant, payload >= Self.firstGlobal else { return nil }
    return PickleGlobal(rawValue: UInt8(truncatingIfNeeded: payload - Int(Self.firstGlobal)))
  }

  var boolean: Bool? { self == .true ? true : self == .false ? false : nil }

  var isBytes: Bool { self == .noBytes || tag == .bytes || tag == .latinBytes }

  /// Whether a whole number has room in 48 bits.
  @inline(__always)
  static func isSmall(_ value: Int64) -> Bool { (value << 16) >> 16 == value }
}
