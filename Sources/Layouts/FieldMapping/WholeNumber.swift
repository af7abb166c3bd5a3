import Bytes

/// Whole numbers as tables write them: `666`, `0777`, and `666.0` where a column has gaps.
enum WholeNumber {
  static func parse(_ text: String) -> Int? {
    text.withBytes { bytes in
      guard case .value(let value) = NumberCell(bytes, 0..<bytes.byteCount), value.isFinite else { return nil }
      var offset = bytes.offsetAfterWhitespace(from: 0)
      // Digits first: a double holds only 53 bits.
      if let whole = bytes.integer(at: &offset), bytes.offsetAfterWhitespace(from: offset) == bytes.byteCount {
        return Int(whole)
      }
      return Int(exactly: value)
    }
  }
}
