/// A growable buffer that text and numbers are appended to.
///
/// Owns its memory alone, hence not copyable: pass it `inout`, `borrowing` or `consuming`.
@safe
public struct OutputBytes: ~Copyable {
  var memory: UnsafeMutableRawPointer
  public private(set) var capacity: Int
  /// The number of bytes appended since the last `removeAll`.
  public internal(set) var count: Int

  /// An empty buffer with room for `capacity` bytes.
  public init(capacity: Int = 4096) {
    self.capacity = max(capacity, 256)
    unsafe memory = UnsafeMutableRawPointer.allocate(byteCount: self.capacity, alignment: 16)
    count = 0
  }

  deinit {
    unsafe memory.deallocate()
  }

  public var isEmpty: Bool { count == 0 }

  /// A copy of the contents.
  public var array: [UInt8] { unsafe [UInt8](UnsafeRawBufferPointer(start: memory, count: count)) }

  /// The contents as text; what is not UTF-8 becomes U+FFFD.
  public var string: String {
    unsafe String(decoding: UnsafeRawBufferPointer(start: memory, count: count), as: UTF8.self)
  }

  /// Calls `body` with the contents.
  public borrowing func withBytes<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let bytes = unsafe UnsafeRawBufferPointer(start: memory, count: count)
    return try body(unsafe bytes.bytes)
  }

  /// Calls `body` with the address of the contents, for C libraries. The address is good until `body` returns.
  @unsafe
  public borrowing func withUnsafeBytes<Result: ~Copyable, Failure>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe body(UnsafeRawBufferPointer(start: memory, count: count))
  }

  /// Empties the buffer. Without `keepingCapacity` its memory is given back.
  public mutating func removeAll(keepingCapacity: Bool = true) {
    count = 0
    if !keepingCapacity { self = OutputBytes() }
  }

  /// Drops bytes from the end until `newCount` are left. Traps if there are fewer.
  public mutating func truncate(to newCount: Int) {
    precondition(newCount >= 0 && newCount <= count, "cannot truncate to a larger size")
    count = newCount
  }

  /// Makes room for `extra` bytes behind the contents.
  @inline(__always)
  public mutating func reserve(_ extra: Int) {
    if capacity - count < extra { grow(extra) }
  }

  @inline(never)
  private mutating func grow(_ extra: Int) {
    let newCapacity = max(count + extra, capacity * 2)
    let newMemory = UnsafeMutableRawPointer.allocate(byteCount: newCapacity, alignment: 16)
    unsafe newMemory.copyMemory(from: memory, byteCount: count)
    unsafe memory.deallocate()
    unsafe memory = newMemory
    capacity = newCapacity
  }
}

// The memory has one owner, which is not copyable, so handing the value to another thread hands over all access to it.
extension OutputBytes: @unchecked Sendable {}
