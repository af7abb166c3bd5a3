/// Growable memory for the contents of one file after another.
///
/// The contents are always followed by `padding` zero bytes, so that a scanner may load whole words past the end.
/// A value: copies share memory until one of them is written to. The memory never shrinks.
public struct ByteBuffer: Sendable {
  /// How many zero bytes follow the contents, at least.
  public static let padding = 64

  /// The contents, then `padding` zero bytes, then memory left from longer contents.
  @usableFromInline var storage: [UInt8]
  /// The number of bytes of the contents.
  public internal(set) var count: Int

  /// An empty buffer.
  public init() {
    storage = [UInt8](repeating: 0, count: Self.padding)
    count = 0
  }

  /// A buffer that holds a copy of `bytes`.
  public init(_ bytes: [UInt8]) {
    storage = bytes
    storage.append(contentsOf: repeatElement(0, count: Self.padding))
    count = bytes.count
  }

  public var isEmpty: Bool { count == 0 }

  /// A copy of the contents.
  public var array: [UInt8] { [UInt8](storage[0..<count]) }

  /// Calls `body` with the contents.
  @inlinable
  public func withBytes<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe storage.span.bytes.extracting(0..<count))
  }

  /// Calls `body` with the contents and the `padding` zero bytes behind them.
  @inlinable
  public func withPaddedBytes<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe storage.span.bytes.extracting(0..<count + Self.padding))
  }

  /// Empties the buffer, keeping its memory.
  public mutating func removeAll() {
    setCount(0)
  }

  /// Replaces the contents by a copy of `bytes`.
  public mutating func assign(_ bytes: RawSpan) {
    reserve(bytes.byteCount)
    unsafe bytes.withUnsafeBytes { source in
      unsafe storage.withUnsafeMutableBytes { target in
        unsafe target.copyMemory(from: source)
      }
    }
    setCount(bytes.byteCount)
  }

  /// Makes room for contents of `capacity` bytes and their padding.
  mutating func reserve(_ capacity: Int) {
    let missing = capacity + Self.padding - storage.count
    guard missing > 0 else { return }
    let growth = max(missing, min(storage.count, 1 << 26))
    storage.append(contentsOf: repeatElement(0, count: growth))
  }

  /// Declares the first `newCount` bytes of the storage to be the contents, and clears the padding behind them.
  mutating func setCount(_ newCount: Int) {
    count = newCount
    for index in newCount..<newCount + Self.padding { storage[index] = 0 }
  }
}
