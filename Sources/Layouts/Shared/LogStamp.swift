import Bytes

/// The time stamps of Python's `logging`, as the codes of NAS papers set them up.
enum LogStamp {
  /// `2026-11-23 18:18:50,971 `, the default, and `11/23 06:18:50 PM `, `%m/%d %I:%M:%S %p`, which has no year. Digits
  /// are marked by `0`.
  private static let patterns: [[UInt8]] = ["0000-00-00 00:00:00,000 ", "00/00 00:00:00 AM ", "00/00 00:00:00 PM "].map
  {
    Array($0.utf8)
  }

  /// The stamp at the beginning of a line, with the space behind it.
  static func range(_ bytes: RawSpan, _ line: Range<Int>) -> Range<Int>? {
    guard line.count >= 18, case let first = bytes.byte(at: line.lowerBound) &- 48, first < 10 else { return nil }
    for pattern in patterns where line.count >= pattern.count {
      if matches(pattern, bytes, line.lowerBound) { return line.lowerBound..<line.lowerBound + pattern.count }
    }
    return nil
  }

  private static func matches(_ pattern: [UInt8], _ bytes: RawSpan, _ start: Int) -> Bool {
    for (index, expected) in pattern.enumerated() {
      let byte = bytes.byte(at: start + index)
      if expected == UInt8(ascii: "0") ? byte &- 48 >= 10 : byte != expected { return false }
    }
    return true
  }
}
