import Bytes

/// What a cell says when it is read as a number.
public enum CSVNumber: Sendable, Hashable {
  /// Nothing, or blanks.
  case absent
  /// The nearest double. `nan`, `inf` and `infinity` in any case and with a sign are numbers, as `float` of Python
  /// reads and as it and pandas write them.
  case number(Double)
  /// Something else.
  case text

  init(_ bytes: RawSpan) {
    var end = bytes.byteCount
    while end > 0, bytes.byte(at: end - 1) == 0x20 || bytes.byte(at: end - 1) == 0x09 { end -= 1 }
    let start = bytes.extracting(..<end).offsetAfterBlanks(from: 0)
    guard start < end else {
      self = .absent
      return
    }
    let token = bytes.extracting(start..<end)
    var offset = 0
    if let value = token.double(at: &offset), offset == token.byteCount {
      self = .number(value)
    } else if let value = Self.word(token) {
      self = .number(value)
    } else {
      self = .text
    }
  }

  private static func word(_ token: RawSpan) -> Double? {
    let first = token.byte(at: 0)
    let isNegative = first == UInt8(ascii: "-")
    let start = isNegative || first == UInt8(ascii: "+") ? 1 : 0
    guard (3...8).contains(token.byteCount - start) else { return nil }
    let lower = token.array(start..<token.byteCount).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    switch String(decoding: lower, as: UTF8.self) {
    case "nan": return .nan
    case "inf", "infinity": return isNegative ? -.infinity : .infinity
    default: return nil
    }
  }
}
