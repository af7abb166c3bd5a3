extension [UInt8] {
  /// Calls `body` with the elements as a span of raw bytes.
  @inlinable @inline(__always)
  public func withBytes<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe span.bytes)
  }
}

extension String {
  /// Calls `body` with the UTF-8 of the string.
  public func withBytes<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe utf8Span.span.bytes)
  }
}

extension StaticString {
  /// Calls `body` with the UTF-8 of the literal.
  public func withBytes<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard hasPointerRepresentation else { return try "\(self)".withBytes(body) }
    let bytes = unsafe UnsafeRawBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    return try body(unsafe bytes.bytes)
  }
}
