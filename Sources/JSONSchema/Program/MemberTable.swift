internal import Bytes
internal import JSON

/// What a schema says about the members of an object by their names.
struct MemberTable: Sendable {
  /// A name out of `properties` or `required`.
  struct Entry: Sendable {
    /// See `signature(of:_:)`.
    var signature: UInt64
    var name: [UInt8]
    /// -1 for a name that is only required.
    var node: Int32
    /// Its place in `required`, or -1.
    var required: Int32
  }

  /// An expression of `patternProperties`.
  struct Pattern: Sendable {
    var expression: Int32
    var node: Int32
  }

  private(set) var entries: [Entry] = []
  var patterns: [Pattern] = []
  /// The node of `additionalProperties`, -1 without it.
  var additional: Int32 = -1
  private(set) var requiredCount = 0
  /// Entries by signature: open addressing, -1 for a free place, a power of two of them.
  private var places: [Int32] = []

  var isEmpty: Bool { entries.isEmpty && patterns.isEmpty && additional < 0 }

  mutating func add(property name: [UInt8], node: Int32, _ indices: inout [[UInt8]: Int]) {
    if let index = indices[name] { return entries[index].node = node }
    indices[name] = entries.count
    entries.append(Entry(signature: Self.signature(of: name), name: name, node: node, required: -1))
  }

  mutating func add(required name: [UInt8], _ indices: inout [[UInt8]: Int]) {
    if let index = indices[name] {
      guard entries[index].required < 0 else { return }
      entries[index].required = Int32(requiredCount)
    } else {
      indices[name] = entries.count
      entries.append(
        Entry(signature: Self.signature(of: name), name: name, node: -1, required: Int32(requiredCount)))
    }
    requiredCount += 1
  }

  /// Makes the table ready for `index(of:)`.
  mutating func finish() {
    var count = 8
    while count < 2 * entries.count { count *= 2 }
    places = Array(repeating: -1, count: count)
    for index in entries.indices {
      var place = Self.place(of: entries[index].signature, count)
      while places[place] >= 0 { place = (place + 1) & (count - 1) }
      places[place] = Int32(index)
    }
  }

  @inline(__always)
  private static func place(of signature: UInt64, _ count: Int) -> Int {
    Int(truncatingIfNeeded: (signature &* 0x9E37_79B9_7F4A_7C15) >> 32) & (count - 1)
  }

  /// The entry of a name without escapes, or -1. `guess` is looked at first.
  @inline(__always)
  func index(of bytes: RawSpan, _ range: Range<Int>, guess: Int) -> Int {
    if entries.isEmpty { return -1 }
    let signature = Self.signature(of: bytes, range)
    if guess < entries.count, entries[guess].signature == signature, bytes.equals(entries[guess].name, at: range) {
      return guess
    }
    var place = Self.place(of: signature, places.count)
    while places[place] >= 0 {
      let index = Int(places[place])
      if entries[index].signature == signature, bytes.equals(entries[index].name, at: range) { return index }
      place = (place + 1) & (places.count - 1)
    }
    return -1
  }

  /// A number made of the length, the first eight and the last eight bytes of a name.
  @inline(__always)
  static func signature(of bytes: RawSpan, _ range: Range<Int>) -> UInt64 {
    let count = range.count
    let start = range.lowerBound
    let head = start + 8 <= bytes.byteCount ? bytes.word(at: start) : bytes.wordOrTail(at: start)
    if count < 8 { return (head & (1 << UInt64(8 * count) - 1)) ^ UInt64(count) << 56 }
    let tail = bytes.word(at: range.upperBound - 8)
    return head ^ (tail << 29 | tail >> 35) ^ UInt64(truncatingIfNeeded: count) &* 0x9E37_79B9_7F4A_7C15
  }

  static func signature(of name: [UInt8]) -> UInt64 {
    name.withBytes { signature(of: $0, 0..<$0.byteCount) }
  }
}
