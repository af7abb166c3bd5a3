public import Bytes

/// A JSON document, parsed into a flat list of its values; made to be reused for one document after another.
///
/// The tape holds the document's bytes, so a `JSONValue` is a mere number and reading one allocates nothing. Before the
/// first document and after a failed one the root is `null`. Asking a value for what it is not gives nil, or no members
/// and elements. Depth, size and escapes are checked while parsing; duplicate keys are the caller's business.
public struct JSONTape: Sendable {
  @usableFromInline var source = ByteBuffer()
  @usableFromInline var slots = [JSONSlot(.null, offset: 0)]

  public init() {}

  /// Parses a copy of `bytes`, which takes a small part of the time that parsing does.
  public mutating func parse(_ bytes: RawSpan, options: JSONOptions = .strict) throws(JSONError) {
    slots.removeAll(keepingCapacity: true)
    slots.append(JSONSlot(.null, offset: 0))
    guard bytes.byteCount <= options.maximumSize else {
      source.removeAll()
      throw JSONError(.tooLarge, at: max(0, options.maximumSize))
    }
    source.assign(bytes)
    try parseSource(options)
  }

  /// Parses the contents of `buffer` without copying: the buffer gets the memory of the tape's last document instead.
  ///
  /// What is in the buffer afterwards has no meaning; it is there to read the next file into.
  public mutating func parse(exchanging buffer: inout ByteBuffer, options: JSONOptions = .strict) throws(JSONError) {
    swap(&source, &buffer)
    slots.removeAll(keepingCapacity: true)
    slots.append(JSONSlot(.null, offset: 0))
    guard source.count <= options.maximumSize else { throw JSONError(.tooLarge, at: max(0, options.maximumSize)) }
    try parseSource(options)
  }

  /// Parses a text.
  public mutating func parse(text: String, options: JSONOptions = .strict) throws(JSONError) {
    var buffer = ByteBuffer(Array(text.utf8))
    try parse(exchanging: &buffer, options: options)
  }

  private mutating func parseSource(_ options: JSONOptions) throws(JSONError) {
    guard source.count < 1 << 32 - 1 else { throw JSONError(.tooLarge, at: 1 << 32 - 1) }
    var memory: [JSONSlot] = []
    swap(&memory, &slots)
    memory.removeAll(keepingCapacity: true)
    var parser = JSONParser(slots: memory, count: source.count, options: options)
    memory = []
    let failure = source.withPaddedBytes { bytes -> JSONError? in
      do throws(JSONError) {
        try parser.parse(bytes)
        return nil
      } catch {
        return error
      }
    }
    slots = parser.takeSlots()
    if let failure {
      slots.removeAll(keepingCapacity: true)
      slots.append(JSONSlot(.null, offset: 0))
      throw failure
    }
  }

  /// The document's value.
  @inlinable
  public var root: JSONValue { JSONValue(slot: 0) }

  /// The number of bytes of the document.
  public var sourceCount: Int { source.count }

  /// Calls `body` with the bytes of the document.
  public func withSource<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try source.withBytes(body)
  }

  /// Line and column of an offset in the document, also after a failed parse.
  public func location(ofOffset offset: Int) -> JSONLocation {
    source.withBytes { JSONLocation(offset: offset, in: $0) }
  }
}
