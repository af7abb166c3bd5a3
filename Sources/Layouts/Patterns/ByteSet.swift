/// A set of byte values, as one step of a pattern accepts them.
struct ByteSet: Sendable, Hashable {
  private var words = SIMD4<UInt64>()

  init() {}

  init(_ byte: UInt8) { insert(byte) }

  init(_ range: ClosedRange<UInt8>) { insert(range) }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 != 0 }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  mutating func insert(_ range: ClosedRange<UInt8>) { for byte in range { insert(byte) } }

  mutating func formUnion(_ other: ByteSet) { words |= other.words }

  /// Every byte that is not in the set.
  var complement: ByteSet {
    var result = self
    result.words = ~words
    return result
  }

  /// The one byte of a set of one.
  var onlyByte: UInt8? {
    guard (0..<4).reduce(0, { $0 + words[$1].nonzeroBitCount }) == 1 else { return nil }
    for index in 0..<4 where words[index] != 0 { return UInt8(index * 64 + words[index].trailingZeroBitCount) }
    return nil
  }

  static let digits = ByteSet(UInt8(ascii: "0")...UInt8(ascii: "9"))

  /// ASCII letters, digits and the underscore.
  static let wordBytes: ByteSet = {
    var set = digits
    set.insert(UInt8(ascii: "a")...UInt8(ascii: "z"))
    set.insert(UInt8(ascii: "A")...UInt8(ascii: "Z"))
    set.insert(UInt8(ascii: "_"))
    return set
  }()

  /// Space, tab, line feed, vertical tab, form feed and carriage return.
  static let spaces: ByteSet = {
    var set = ByteSet(9...13)
    set.insert(UInt8(ascii: " "))
    return set
  }()

  /// Every byte but the line feed.
  static let any = ByteSet(UInt8(ascii: "\n")).complement
}
