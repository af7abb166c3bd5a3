/// Least and greatest value of a column chunk, and how many are absent, by the rules of `parquet.thrift` (`Statistics`).
struct ParquetStatistics: Sendable {
  /// Texts longer than this stand in no statistics.
  private static let textLimit = 256

  private(set) var nullCount = 0
  private var int64: ClosedRange<Int64>?
  private var double: ClosedRange<Double>?
  private var hasNaN = false
  private var boolean: (least: Bool, greatest: Bool)?
  private var text: (least: [UInt8], greatest: [UInt8])?

  mutating func noteNull() { nullCount += 1 }

  mutating func note(_ value: Int64) {
    int64 = int64.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
  }

  mutating func note(_ value: Double) {
    guard !value.isNaN else {
      hasNaN = true
      return
    }
    double = double.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
  }

  mutating func note(_ value: Bool) {
    boolean = (value && (boolean?.least ?? true), value || (boolean?.greatest ?? false))
  }

  /// Texts are ordered by their bytes.
  mutating func note(_ value: String) {
    guard let (least, greatest) = text else {
      text = (Array(value.utf8), Array(value.utf8))
      return
    }
    if value.utf8.lexicographicallyPrecedes(least) { text?.least = Array(value.utf8) }
    if greatest.lexicographicallyPrecedes(value.utf8) { text?.greatest = Array(value.utf8) }
  }

  /// Both values as `PLAIN` has them (texts without their length); nil where the rules forbid them: without any value,
  /// or where one is NaN.
  var bounds: (least: [UInt8], greatest: [UInt8])? {
    if let int64 {
      return (Self.bytes(UInt64(bitPattern: int64.lowerBound)), Self.bytes(UInt64(bitPattern: int64.upperBound)))
    }
    if let double {
      guard !hasNaN else { return nil }
      // A zero of either sign may be among the values: the least is -0, the greatest +0.
      let least = double.lowerBound == 0 ? -0.0 : double.lowerBound
      let greatest = double.upperBound == 0 ? 0.0 : double.upperBound
      return (Self.bytes(least.bitPattern), Self.bytes(greatest.bitPattern))
    }
    if let boolean { return ([boolean.least ? 1 : 0], [boolean.greatest ? 1 : 0]) }
    if let text, text.least.count <= Self.textLimit, text.greatest.count <= Self.textLimit { return text }
    return nil
  }

  private static func bytes(_ word: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) }
  }
}
