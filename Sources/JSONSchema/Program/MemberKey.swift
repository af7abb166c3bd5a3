internal import Bytes

/// A name as a few words: its length, its first and its last eight bytes. Names of up to 16 bytes are equal if those are.
struct MemberKey: Sendable, Hashable {
  var head: UInt64
  var tail: UInt64
  var count: Int

  @inline(__always)
  init(_ bytes: RawSpan, _ range: Range<Int>) {
    count = range.count
    let start = range.lowerBound
    let word = start &+ 8 <= bytes.byteCount ? bytes.word(at: start) : bytes.wordOrTail(at: start)
    if count < 8 {
      head = word & (1 << UInt64(truncatingIfNeeded: 8 &* count) &- 1)
      tail = 0
    } else {
      head = word
      tail = bytes.word(at: range.upperBound &- 8)
    }
  }

  /// Whether names with this key are all the same.
  @inline(__always)
  var isExact: Bool { count <= 16 }

  @inline(__always)
  var hash: Int {
    let mixed = (head ^ (tail << 29 | tail >> 35) ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 40)
  }
}
