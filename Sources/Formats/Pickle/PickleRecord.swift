/// One value that is mutable, or has parts, or has no room in a `PickleValue`: its parts are a slice of the arena.
///
/// | kind | slice |
/// |--|--|
/// | list, tuple, set, frozenSet | the elements |
/// | dictionary | key, value, key, value, … |
/// | integer | its 64 bits |
/// | bigInteger | none: its digits are at `offset` |
/// | dataType | the number of its `PickleDataType`, 1 if big-endian, characters of a text |
/// | complex | the real and the imaginary part |
/// | text | its characters as bytes, 1 if big-endian, of a numpy scalar |
/// | array | shape, data type, whether in Fortran's order, bytes or the list of objects; none before BUILD |
/// | storage | the number of its `PickleDataType`, key, location, count of elements |
/// | tensor | storage, offset, sizes, strides |
/// | global | module, name |
/// | object | callable, arguments, state, list elements or dictionary, or None |
struct PickleRecord: Sendable {
  /// Bits 0 to 39: offset of the opcode that made it. 40 to 47: `PickleKind`. From 48: flags.
  private var head: UInt64
  /// Where its slice begins.
  var start: UInt32
  var count: UInt32
  /// How many values have room in the slice.
  var capacity: UInt32
  /// 1, or 1 more than the deepest of its parts had when it was put in.
  var depth: UInt32 = 1

  init(_ kind: PickleKind, offset: Int, start: Int, count: Int) {
    head = UInt64(truncatingIfNeeded: offset) & (1 << 40 - 1) | UInt64(kind.rawValue) << 40
    self.start = UInt32(truncatingIfNeeded: start)
    self.count = UInt32(truncatingIfNeeded: count)
    capacity = self.count
  }

  @inline(__always)
  var offset: Int { Int(truncatingIfNeeded: head & (1 << 40 - 1)) }
  @inline(__always)
  var kind: PickleKind {
    PickleKind(rawValue: UInt8(truncatingIfNeeded: head >> 40)) ?? .none
  }
  @inline(__always)
  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
  @inline(__always)
  var end: Int { Int(start) + Int(count) }

  private static let partFlag: UInt64 = 1 << 48
  private static let mixedFlag: UInt64 = 1 << 49

  /// Whether it is part of another record.
  var isPart: Bool {
    get { head & Self.partFlag != 0 }
    set { head = newValue ? head | Self.partFlag : head & ~Self.partFlag }
  }

  /// Whether a value that is not a double was ever put in.
  var isMixed: Bool {
    get { head & Self.mixedFlag != 0 }
    set { head = newValue ? head | Self.mixedFlag : head & ~Self.mixedFlag }
  }

  mutating func change(to kind: PickleKind) {
    head = head & ~(0xFF << 40) | UInt64(kind.rawValue) << 40
  }
}
