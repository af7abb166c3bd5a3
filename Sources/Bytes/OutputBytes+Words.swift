extension OutputBytes {
  /// Appends the bytes of an integer, the lowest first.
  @inline(__always)
  public mutating func append<Word: FixedWidthInteger>(littleEndian word: Word) {
    reserve(MemoryLayout<Word>.size)
    unsafe memory.storeBytes(of: word.littleEndian, toByteOffset: count, as: Word.self)
    count &+= MemoryLayout<Word>.size
  }
}
