import Bytes

/// The authors' notation of a duration: hours (at least two digits, not wrapped at 24), minutes, seconds.
enum ClockTime {
  /// Seconds, or nil unless `bytes[range]` is HH:MM:SS.
  static func seconds(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
    let count = range.count
    guard count >= 8, count <= 20 else { return nil }
    let end = range.upperBound
    guard bytes.byte(at: end - 3) == UInt8(ascii: ":"), bytes.byte(at: end - 6) == UInt8(ascii: ":"),
      let second = twoDigits(bytes, end - 2), let minute = twoDigits(bytes, end - 5), second < 60, minute < 60
    else { return nil }
    var hours = 0
    for offset in range.lowerBound..<(end - 6) {
      let digit = bytes.byte(at: offset) &- 48
      guard digit < 10 else { return nil }
      hours = hours * 10 + Int(digit)
    }
    return hours * 3600 + minute * 60 + second
  }

  private static func twoDigits(_ bytes: RawSpan, _ offset: Int) -> Int? {
    let tens = bytes.byte(at: offset) &- 48
    let ones = bytes.byte(at: offset + 1) &- 48
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
  }
}
