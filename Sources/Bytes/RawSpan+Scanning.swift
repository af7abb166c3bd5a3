internal import Glibc

extension RawSpan {
  /// The offset of the first `byte` at or after `offset`, or nil.
  public func firstOffset(of byte: UInt8, from offset: Int = 0) -> Int? {
    guard offset < byteCount else { return nil }
    return unsafe extracting(offset..<byteCount).withUnsafeBytes { bytes in
      let start = unsafe bytes.baseAddress.unsafelyUnwrapped
      guard let found = unsafe memchr(start, Int32(byte), bytes.count) else { return nil }
      return unsafe offset + (UnsafeRawPointer(found) - start)
    }
  }

  /// The range of the line that starts at `offset`, without its line feed (a carriage return before it stays).
  ///
  /// Moves `offset` behind the line feed. Returns nil at the end; what follows the last line feed is a line only if it
  /// is not empty.
  public func nextLine(at offset: inout Int) -> Range<Int>? {
    guard offset < byteCount else { return nil }
    let start = offset
    let end = firstOffset(of: UInt8(ascii: "\n"), from: start) ?? byteCount
    offset = min(end + 1, byteCount)
    return start..<end
  }

  /// The offset of the first occurrence of `needle` at or after `offset`, or nil. An empty needle is found at once.
  public func firstOffset(of needle: [UInt8], from offset: Int = 0) -> Int? {
    guard offset <= byteCount else { return nil }
    guard let first = needle.first else { return offset }
    var candidate = offset
    while let found = firstOffset(of: first, from: candidate), found <= byteCount - needle.count {
      if equals(needle, at: found..<found + needle.count) { return found }
      candidate = found + 1
    }
    return nil
  }

  /// Whether the bytes of `range` are those of `other`.
  @inlinable
  public func equals(_ other: [UInt8], at range: Range<Int>) -> Bool {
    equals(unsafe other.span.bytes, at: range, otherRange: 0..<other.count)
  }

  /// Whether the bytes of `range` are those of a range of an array.
  @inlinable
  public func equals(_ other: Span<UInt8>, at range: Range<Int>, otherRange: Range<Int>) -> Bool {
    equals(unsafe other.bytes, at: range, otherRange: otherRange)
  }

  /// Whether the bytes of `range` are those of a literal.
  public func equals(_ literal: StaticString, at range: Range<Int>) -> Bool {
    guard literal.hasPointerRepresentation else { return equals(Array("\(literal)".utf8), at: range) }
    guard range.count == literal.utf8CodeUnitCount else { return false }
    return literal.withBytes { equals($0, at: range, otherRange: 0..<$0.byteCount) }
  }

  /// Whether the bytes of `range` are those of a range of another span: eight at a time, the last word overlapping.
  @inlinable
  public func equals(_ other: RawSpan, at range: Range<Int>, otherRange: Range<Int>) -> Bool {
    let count = range.count
    guard count == otherRange.count else { return false }
    let start = range.lowerBound
    let otherStart = otherRange.lowerBound
    if count < 8 {
      for index in 0..<count where byte(at: start + index) != other.byte(at: otherStart + index) { return false }
      return true
    }
    var index = 0
    while true {
      if word(at: start + index) != other.word(at: otherStart + index) { return false }
      if index == count - 8 { return true }
      index = Swift.min(index + 8, count - 8)
    }
  }

  /// Whether the bytes from `offset` on start with `literal`.
  public func starts(with literal: StaticString, at offset: Int) -> Bool {
    let count = literal.hasPointerRepresentation ? literal.utf8CodeUnitCount : "\(literal)".utf8.count
    guard offset >= 0, offset <= byteCount - count else { return false }
    return equals(literal, at: offset..<offset + count)
  }
}
