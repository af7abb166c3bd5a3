/// A set of code points: ascending ranges that neither overlap nor touch.
struct CodePointSet: Sendable, Hashable {
  static let limit: UInt32 = 0x10FFFF

  private(set) var ranges: [ClosedRange<UInt32>]

  init() { ranges = [] }

  init(_ range: ClosedRange<UInt32>) { ranges = [range] }

  init(_ codePoint: UInt32) { ranges = [codePoint...codePoint] }

  /// Ranges in any order.
  init(_ ranges: [ClosedRange<UInt32>]) {
    self.ranges = ranges
    normalize()
  }

  mutating func formUnion(_ other: CodePointSet) {
    ranges += other.ranges
    normalize()
  }

  private mutating func normalize() {
    guard ranges.count > 1 else { return }
    ranges.sort { $0.lowerBound < $1.lowerBound }
    var merged: [ClosedRange<UInt32>] = []
    for range in ranges {
      if let last = merged.last, range.lowerBound <= last.upperBound &+ 1 {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  /// Every code point that is not in the set.
  var complement: CodePointSet {
    var result: [ClosedRange<UInt32>] = []
    var start: UInt32 = 0
    for range in ranges {
      if range.lowerBound > start { result.append(start...range.lowerBound - 1) }
      start = range.upperBound + 1
    }
    if start <= Self.limit { result.append(start...Self.limit) }
    return CodePointSet(result)
  }

  /// - Complexity: O(log of the number of ranges).
  func contains(_ codePoint: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < codePoint { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].lowerBound <= codePoint
  }

  /// The one code point of a set of one.
  var onlyMember: UInt32? {
    guard ranges.count == 1, ranges[0].lowerBound == ranges[0].upperBound else { return nil }
    return ranges[0].lowerBound
  }

  static let digits = CodePointSet(0x30...0x39)
  /// ASCII letters, digits and the underscore.
  static let wordCharacters = CodePointSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  /// `WhiteSpace` and `LineTerminator` of ECMA-262.
  static let spaces = CodePointSet([
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ])
  /// What `.` stands for: all but the line terminators.
  static let dot = CodePointSet([0x0A...0x0A, 0x0D...0x0D, 0x2028...0x2029]).complement
  static let all = CodePointSet(0...limit)
}
