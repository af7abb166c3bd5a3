import Bytes

/// Numbers as Python's `print`, `%` and `csv` write them.
enum PythonNumber {
  /// The number that fills `range`, blanks around it apart; nil where the text is none. `nan`, `inf` and their
  /// negatives are numbers, in any case of letters; the payload of a NaN is not kept.
  static func double(_ bytes: RawSpan, _ range: Range<Int>) -> Double? {
    let range = trimmed(bytes, range)
    guard range.count > 0 else { return nil }
    var offset = range.lowerBound
    let part = bytes.extracting(0..<range.upperBound)
    if let value = part.double(at: &offset) { return offset == range.upperBound ? value : nil }
    guard range.count <= 9 else { return nil }
    return special(part.string(range).lowercased())
  }

  /// The whole number that fills `range`, blanks around it apart.
  static func integer(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
    let range = trimmed(bytes, range)
    guard range.count > 0 else { return nil }
    var offset = range.lowerBound
    guard let value = bytes.extracting(0..<range.upperBound).integer(at: &offset), offset == range.upperBound else {
      return nil
    }
    return Int(value)
  }

  /// The number that fills `text`.
  static func double(_ text: String) -> Double? { text.withBytes { double($0, 0..<$0.byteCount) } }

  private static func special(_ text: String) -> Double? {
    switch text {
    case "nan", "+nan", "-nan": .nan
    case "inf", "+inf", "infinity": .infinity
    case "-inf", "-infinity": -.infinity
    default: nil
    }
  }

  /// `range` without the blanks at its ends.
  static func trimmed(_ bytes: RawSpan, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isBlank(bytes.byte(at: start)) { start += 1 }
    while start < end, isBlank(bytes.byte(at: end - 1)) { end -= 1 }
    return start..<end
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
}
