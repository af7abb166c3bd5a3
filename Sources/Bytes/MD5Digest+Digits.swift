extension MD5Digest {
  /// The digest that 32 lower-case hexadecimal digits spell; nil for anything else.
  public init?(digits: RawSpan) {
    guard digits.byteCount == 32 else { return nil }
    var words: (high: UInt64, low: UInt64) = (0, 0)
    for index in 0..<32 {
      let byte = digits.byte(at: index)
      let value: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte &- UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = byte &- UInt8(ascii: "a") &+ 10
      default: return nil
      }
      if index < 16 { words.high = words.high << 4 | UInt64(value) } else { words.low = words.low << 4 | UInt64(value) }
    }
    self.init(high: words.high, low: words.low)
  }
}
