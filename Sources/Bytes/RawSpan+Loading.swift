extension RawSpan {
  /// The byte at `offset`. Traps outside the span.
  @inlinable @inline(__always)
  public func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  /// The byte at `offset`, or nil outside the span.
  @inlinable @inline(__always)
  public func byteIfPresent(at offset: Int) -> UInt8? {
    UInt(bitPattern: offset) < UInt(bitPattern: byteCount) ? byte(at: offset) : nil
  }

  /// The eight bytes from `offset` on, the first in the lowest bits. Traps unless all of them are in the span.
  @inlinable @inline(__always)
  public func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Up to eight bytes from `offset` to the end of the span, the first in the lowest bits, zeros above.
  @inlinable
  public func wordOrTail(at offset: Int) -> UInt64 {
    if offset + 8 <= byteCount { return word(at: offset) }
    var result: UInt64 = 0
    var index = byteCount
    while index > offset {
      index -= 1
      result = result << 8 | UInt64(byte(at: index))
    }
    return result
  }

  /// A copy of a range of bytes. Traps outside the span.
  public func array(_ range: Range<Int>) -> [UInt8] {
    unsafe extracting(range).withUnsafeBytes { unsafe [UInt8]($0) }
  }

  /// The numbers in `count` times eight bytes from `offset` on, each with its least significant byte first. Traps outside
  /// the span.
  public func doubles(at offset: Int, count: Int) -> [Double] {
    let bytes = extracting(offset..<offset + 8 * count)
    return unsafe [Double](unsafeUninitializedCapacity: count) { target, filled in
      for index in 0..<count {
        unsafe target.initializeElement(at: index, to: Double(bitPattern: bytes.word(at: 8 * index)))
      }
      filled = count
    }
  }

  /// The text of a range of bytes; what is not UTF-8 becomes U+FFFD. Traps outside the span.
  public func string(_ range: Range<Int>) -> String {
    unsafe extracting(range).withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
