extension OutputBytes {
  /// Appends UTF-8 text as a JSON string, quotes included.
  ///
  /// Escaped are only quotes, backslashes and characters below U+0020, as shortly as can be (`\n`, else `\u001f`).
  public mutating func append(jsonString text: RawSpan) {
    append(UInt8(ascii: "\""))
    var start = 0
    while true {
      let end = text.firstToEscape(from: start)
      if end > start || end == text.byteCount { append(text.extracting(start..<end)) }
      if end == text.byteCount { break }
      append(escapeFor: text.byte(at: end))
      start = end + 1
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func append(escapeFor byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0..<0x20:
      append("u00")
      append(0x30 + (byte >> 4))
      append(byte & 15 < 10 ? 0x30 + (byte & 15) : 0x57 + (byte & 15))
    default: append(byte)
    }
  }
}

extension RawSpan {
  /// The offset of the first quote, backslash or byte below 0x20 at or after `offset`; the end if there is none.
  fileprivate func firstToEscape(from offset: Int) -> Int {
    var index = offset
    while index + 8 <= byteCount {
      let word = word(at: index)
      let controls = (word &- WordPattern.spaces) & ~word & WordPattern.tops
      let found = controls | WordPattern.matches(word, 0x22) | WordPattern.matches(word, 0x5C)
      if found != 0 { return index + found.trailingZeroBitCount >> 3 }
      index += 8
    }
    while let byte = byteIfPresent(at: index), byte >= 0x20, byte != 0x22, byte != 0x5C { index += 1 }
    return index
  }
}
