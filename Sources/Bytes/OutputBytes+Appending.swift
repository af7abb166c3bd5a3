extension OutputBytes {
  public mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe memory.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
    count &+= 1
  }

  public mutating func append(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe append(copying: $0) }
  }

  public mutating func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe append(copying: $0) }
  }

  public mutating func append(_ literal: StaticString) {
    guard literal.hasPointerRepresentation else { return append(string: "\(literal)") }
    unsafe append(copying: UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends the UTF-8 of a string.
  public mutating func append(string: String) {
    var string = string
    string.withUTF8 { unsafe append(copying: UnsafeRawBufferPointer($0)) }
  }

  /// Appends the contents of another buffer.
  public mutating func append(_ other: borrowing OutputBytes) {
    unsafe append(copying: UnsafeRawBufferPointer(start: other.memory, count: other.count))
  }

  /// Appends the same byte `repeatCount` times.
  public mutating func append(_ byte: UInt8, repeatCount: Int) {
    guard repeatCount > 0 else { return }
    reserve(repeatCount)
    _ = unsafe (memory + count).initializeMemory(as: UInt8.self, repeating: byte, count: repeatCount)
    count += repeatCount
  }

  private mutating func append(copying bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress, bytes.count > 0 else { return }
    reserve(bytes.count + 16)
    if bytes.count <= 16 {
      // Short pieces are most of what is written; a call of memcpy costs more than they do.
      unsafe copyShort(start, bytes.count)
    } else {
      unsafe (memory + count).copyMemory(from: start, byteCount: bytes.count)
    }
    count &+= bytes.count
  }

  @unsafe
  private func copyShort(_ source: UnsafeRawPointer, _ size: Int) {
    let target = unsafe memory + count
    if size >= 8 {
      let head = unsafe source.loadUnaligned(as: UInt64.self)
      let tail = unsafe source.loadUnaligned(fromByteOffset: size - 8, as: UInt64.self)
      unsafe target.storeBytes(of: head, as: UInt64.self)
      unsafe target.storeBytes(of: tail, toByteOffset: size - 8, as: UInt64.self)
    } else if size >= 4 {
      let head = unsafe source.loadUnaligned(as: UInt32.self)
      let tail = unsafe source.loadUnaligned(fromByteOffset: size - 4, as: UInt32.self)
      unsafe target.storeBytes(of: head, as: UInt32.self)
      unsafe target.storeBytes(of: tail, toByteOffset: size - 4, as: UInt32.self)
    } else {
      for index in 0..<size {
        let byte = unsafe source.load(fromByteOffset: index, as: UInt8.self)
        unsafe target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
      }
    }
  }
}
