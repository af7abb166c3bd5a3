extension OutputBytes {
  /// Appends a word, its lowest byte first.
  public mutating func append(word: UInt64) {
    reserve(8)
    unsafe (memory + count).storeBytes(of: word.littleEndian, as: UInt64.self)
    count &+= 8
  }

  /// Appends a half word, its lowest byte first.
  public mutating func append(halfWord: UInt32) {
    reserve(4)
    unsafe (memory + count).storeBytes(of: halfWord.littleEndian, as: UInt32.self)
    count &+= 4
  }

  /// Appends a quarter word, its lowest byte first.
  public mutating func append(quarterWord: UInt16) {
    reserve(2)
    unsafe (memory + count).storeBytes(of: quarterWord.littleEndian, as: UInt16.self)
    count &+= 2
  }

  /// Appends doubles, each as `tag` and its eight bytes, the highest first.
  public mutating func append(bigEndianDoubles values: Span<Double>, tag: UInt8) {
    reserve(9 * values.count)
    var target = unsafe memory + count
    for index in values.indices {
      unsafe target.storeBytes(of: tag, as: UInt8.self)
      unsafe target.storeBytes(of: values[index].bitPattern.bigEndian, toByteOffset: 1, as: UInt64.self)
      unsafe target += 9
    }
    count &+= 9 * values.count
  }
}
