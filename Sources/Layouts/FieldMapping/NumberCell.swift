import Bytes

/// What stands where a number is asked for.
enum NumberCell: Sendable, Hashable {
  case absent
  /// May be NaN or infinite, as measured.
  case value(Double)
  /// A list: one number an epoch, from the first on; `Curve.absent` for null.
  case column([Double])
  /// No number; the beginning of what stands there.
  case unfit(String)

  /// The number that fills a range of text but for blanks around it: as tables and logs write numbers, and NaN and
  /// infinities in any case, with or without sign.
  init(_ bytes: RawSpan, _ range: Range<Int>) {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, ByteSet.spaces.contains(bytes.byte(at: start)) { start += 1 }
    while end > start, ByteSet.spaces.contains(bytes.byte(at: end - 1)) { end -= 1 }
    let text = bytes.extracting(start..<end)
    var offset = 0
    if let value = text.double(at: &offset), offset == text.byteCount {
      self = .value(value)
    } else if let value = Self.special(text) {
      self = .value(value)
    } else {
      self = .unfit(bytes.string(start..<min(end, start + 80)))
    }
  }

  private static func special(_ text: RawSpan) -> Double? {
    guard text.byteCount <= 9 else { return nil }
    switch text.string(0..<text.byteCount).lowercased() {
    case "nan", "+nan", "-nan": return .nan
    case "inf", "+inf", "infinity", "+infinity": return .infinity
    case "-inf", "-infinity": return -.infinity
    default: return nil
    }
  }
}
