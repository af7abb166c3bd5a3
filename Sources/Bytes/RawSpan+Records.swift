extension RawSpan {
  /// How many records of `stride` bytes, one right behind the other from `offset` on and all in front of `end`, begin
  /// with `byte`. Traps if `end` is outside the span.
  public func recordCount(startingWith byte: UInt8, stride: Int, from offset: Int, to end: Int) -> Int {
    precondition(offset >= 0 && end <= byteCount && stride > 0, "records outside the bytes")
    return unsafe withUnsafeBytes { bytes in
      var index = offset
      while index + stride <= end, unsafe bytes[index] == byte { index &+= stride }
      return (index - offset) / stride
    }
  }

  /// The eight bytes from `offset` on, the first in the highest bits. Traps unless all of them are in the span.
  @inlinable @inline(__always)
  public func bigEndianWord(at offset: Int) -> UInt64 { word(at: offset).byteSwapped }

  /// The four bytes from `offset` on, the first in the lowest bits. Traps unless all of them are in the span.
  @inlinable @inline(__always)
  public func halfWord(at offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The two bytes from `offset` on, the first in the lowest bits. Traps unless both of them are in the span.
  @inlinable @inline(__always)
  public func quarterWord(at offset: Int) -> UInt16 {
    UInt16(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt16.self))
  }
}

extension [UInt64] {
  /// Appends `count` words, each with its highest byte first, that stand `stride` bytes apart from `offset` on; those
  /// of at least `limit` as `replacement`. Traps if one is outside `bytes`.
  /// - Complexity: O(`count`), one growth of the array.
  public mutating func append(
    bigEndianWordsOf bytes: RawSpan, from offset: Int, stride: Int, count: Int, limit: UInt64, replacement: UInt64
  ) {
    guard count > 0 else { return }
    precondition(offset >= 0 && offset + (count - 1) * stride + 8 <= bytes.byteCount, "words outside the bytes")
    unsafe bytes.withUnsafeBytes { memory in
      let words = unsafe SpacedWords(
        position: memory.baseAddress.unsafelyUnwrapped + offset, stride: stride, left: count, limit: limit,
        replacement: replacement)
      append(contentsOf: words)
    }
  }
}

/// Words at equal distances in memory, highest byte first.
@safe
private struct SpacedWords: Sequence, IteratorProtocol {
  var position: UnsafeRawPointer
  let stride: Int
  var left: Int
  let limit: UInt64
  let replacement: UInt64

  var underestimatedCount: Int { left }

  @inline(__always)
  mutating func next() -> UInt64? {
    guard left > 0 else { return nil }
    let word = unsafe UInt64(bigEndian: position.loadUnaligned(as: UInt64.self))
    unsafe position += stride
    left &-= 1
    return word >= limit ? replacement : word
  }
}
