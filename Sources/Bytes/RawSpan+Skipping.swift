extension RawSpan {
  /// The offset of the first byte at or after `offset` that is not a space, tab, line feed or carriage return; the end
  /// of the span if there is none.
  public func offsetAfterWhitespace(from offset: Int) -> Int {
    var index = offset
    while let byte = byteIfPresent(at: index) {
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { break }
      index += 1
    }
    return index
  }

  /// The offset of the first byte at or after `offset` that is neither space nor tab; the end if there is none.
  public func offsetAfterBlanks(from offset: Int) -> Int {
    var index = offset
    while let byte = byteIfPresent(at: index), byte == 0x20 || byte == 0x09 { index += 1 }
    return index
  }

  /// Skips JSON white space in a span that ends in `ByteBuffer.padding` zero bytes.
  ///
  /// Made for text indented by spaces: a run of them goes eight at a time.
  @inlinable @inline(__always)
  public func offsetAfterPaddedWhitespace(from offset: Int) -> Int {
    var index = offset
    while true {
      let byte = byte(at: index)
      if byte > 0x20 { return index }
      if byte == 0x20 {
        index += 1
        if self.byte(at: index) > 0x20 { return index }
      } else if byte == 0x0A {
        index += 1
      } else if byte == 0x0D || byte == 0x09 {
        index += 1
        continue
      } else {
        return index
      }
      while true {
        let difference = word(at: index) ^ WordPattern.spaces
        if difference != 0 {
          index += difference.trailingZeroBitCount >> 3
          break
        }
        index += 8
      }
    }
  }

  /// The offset of the first quote, backslash, byte below 0x20 or byte above 0x7F, in a span that ends in
  /// `ByteBuffer.padding` zero bytes (which stop the search).
  @inlinable @inline(__always)
  public func offsetOfStringSpecial(from offset: Int) -> Int {
    var index = offset
    while true {
      let specials = WordPattern.stringSpecials(word(at: index))
      if specials != 0 { return index + specials.trailingZeroBitCount >> 3 }
      index += 8
    }
  }
}
