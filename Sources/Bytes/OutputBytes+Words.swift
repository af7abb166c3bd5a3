extension OutputBytes {
  /// Appends the bytes of an integer, the lowest first.
  @inline(__always)
  public mutating func append<Word: FixedWidthInteger>(littleEndian word: Word) {
    reserve(MemoryLayout<Word>.size)
    unsafe memory.storeBytes(of: word.littleEndian, toByteOffset: count, as: Word.self)
    count &+= MemoryLayout<Word>.size
  }

  /// Appends the bits of doubles, the lowest byte of each first.
  public mutating func append(littleEndianDoubles values: Span<Double>) {
    reserve(8 * values.count)
    var target = unsafe memory + count
    for index in values.indices {
      unsafe target.storeBytes(of: values[index].bitPattern.littleEndian, as: UInt64.self)
      unsafe target += 8
    }
    count &+= 8 * values.count
  }

  /// Appends `rows` doubles, each `step` behind the one before, the highest byte of each first.
  ///
  /// - Precondition: All of them are in `values`.
  public mutating func append(bigEndianDoubles values: Span<Double>, from first: Int, step: Int, rows: Int) {
    reserve(8 * rows)
    var target = unsafe memory + count
    var index = first
    for _ in 0..<rows {
      unsafe target.storeBytes(of: values[index].bitPattern.bigEndian, as: UInt64.self)
      unsafe target += 8
      index += step
    }
    count &+= 8 * rows
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
