/// Where a field of a row stands, without its quotes.
public struct CSVField: Sendable, Hashable {
  private let start: UInt32
  /// The number of bytes, and in the two highest bits whether there are quotes around it and doubled ones in it.
  private let countAndFlags: UInt32

  /// The size of the longest field.
  static let limit = 1 << 30 - 1

  init(_ range: Range<Int>, isQuoted: Bool, isEscaped: Bool) {
    start = UInt32(range.lowerBound)
    countAndFlags = UInt32(range.count) | (isQuoted ? 1 << 31 : 0) | (isEscaped ? 1 << 30 : 0)
  }

  public var range: Range<Int> { Int(start)..<Int(start) + Int(countAndFlags & 0x3FFF_FFFF) }

  /// Whether it is written in quotes, as text that may look like a number is.
  public var isQuoted: Bool { countAndFlags >> 31 == 1 }

  /// Whether it holds doubled quotes, each of which stands for one.
  public var isEscaped: Bool { countAndFlags >> 30 & 1 == 1 }
}
