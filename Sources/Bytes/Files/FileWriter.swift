internal import Glibc

/// A file that is written to its end, then synced and closed.
///
/// Dropped without `finish()`, the file is closed but neither synced nor removed: its content counts for nothing.
public struct FileWriter: ~Copyable {
  public let path: String
  /// The number of bytes written so far.
  public private(set) var count = 0
  private let descriptor: Int32

  /// Creates the file, readable by all and writable by its owner, less the umask.
  /// - Throws: `SystemError` where `path` exists already, its directory does not, or permission is missing.
  public init(creating path: String) throws(SystemError) {
    self.path = path
    descriptor = retrying { unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
    if descriptor < 0 { throw .last("open", path) }
  }

  /// Opens the file at `path`, to write behind what it holds.
  /// - Throws: `SystemError` where there is none, or permission is missing.
  public init(extending path: String) throws(SystemError) {
    self.path = path
    descriptor = retrying { unsafe open(path, O_WRONLY | O_CLOEXEC) }
    if descriptor < 0 { throw .last("open", path) }
    let end = lseek(descriptor, 0, SEEK_END)
    if end < 0 { throw .last("seek", path) }
    count = Int(end)
  }

  deinit { close(descriptor) }

  /// Appends `bytes`, however many calls the system needs for them.
  /// - Throws: `SystemError`; how much of `bytes` was written is then unknown.
  public mutating func write(_ bytes: RawSpan) throws(SystemError) {
    var offset = 0
    while offset < bytes.byteCount {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        retrying { unsafe Glibc.write(descriptor, buffer.baseAddress! + offset, buffer.count - offset) }
      }
      if written < 0 { throw .last("write", path) }
      offset += written
    }
    count += bytes.byteCount
  }

  /// Appends `bytes`.
  public mutating func write(_ bytes: Span<UInt8>) throws(SystemError) { try write(unsafe bytes.bytes) }

  /// Appends `bytes`.
  public mutating func write(_ bytes: [UInt8]) throws(SystemError) { try write(bytes.span) }

  /// Appends `text` as UTF-8.
  public mutating func write(_ text: String) throws(SystemError) { try write(Array(text.utf8)) }

  /// Writes `bytes` over what stands at `offset` already.
  ///
  /// - Precondition: No byte falls outside the file.
  /// - Throws: `SystemError`; how much of `bytes` was written is then unknown.
  public mutating func overwrite(_ bytes: RawSpan, at offset: Int) throws(SystemError) {
    precondition(offset >= 0 && bytes.byteCount <= count - offset, "only what was written can be written over")
    var done = 0
    while done < bytes.byteCount {
      let written = unsafe bytes.withUnsafeBytes { buffer in
        retrying { unsafe pwrite(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done)) }
      }
      if written < 0 { throw .last("write", path) }
      done += written
    }
  }

  /// Makes everything written durable and closes the file.
  /// - Returns: The number of bytes of the file.
  /// - Throws: `SystemError`, also where the system tells only now that the disk is full.
  @discardableResult
  public consuming func finish() throws(SystemError) -> Int {
    // The descriptor itself is closed by `deinit`; a network file system reports a late failure at `fsync`.
    if retrying({ fsync(descriptor) }) < 0 { throw .last("sync", path) }
    return count
  }
}

/// Repeats `call` for as long as a signal interrupts it.
package func retrying<Result: BinaryInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
