internal import Glibc

extension ByteBuffer {
  /// Replaces the contents by those of a regular file.
  ///
  /// A file that grows or shrinks meanwhile gives what `read` gave: as many bytes as there were at its end. On an error
  /// the buffer is empty. Opening never waits, so a pipe without a writer is refused, not waited for.
  /// - Parameter limit: the most bytes that are read; a longer file is refused.
  /// - Throws: `FileError`
  public mutating func readFile(at path: [UInt8], limit: Int = 1 << 30) throws(FileError) {
    setCount(0)
    guard !path.contains(0) else { throw FileError(path: path, operation: .open, reason: .zeroByteInPath) }
    let descriptor = openDescriptor(path)
    guard descriptor >= 0 else { throw FileError(path: path, operation: .open, reason: .system(errno)) }
    defer { _ = close(descriptor) }
    try read(descriptor, path, limit: limit)
  }

  /// The same for a path in text.
  public mutating func readFile(at path: String, limit: Int = 1 << 30) throws(FileError) {
    try readFile(at: Array(path.utf8), limit: limit)
  }

  /// Up to `count` bytes from the start of a regular file.
  /// - Throws: `FileError`
  public static func head(ofFileAt path: String, count: Int) throws(FileError) -> [UInt8] {
    let bytes = Array(path.utf8)
    guard !bytes.contains(0) else { throw FileError(path: bytes, operation: .open, reason: .zeroByteInPath) }
    let descriptor = openDescriptor(bytes)
    guard descriptor >= 0 else { throw FileError(path: bytes, operation: .open, reason: .system(errno)) }
    defer { _ = close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path: bytes, operation: .open, reason: .notRegularFile)
    }
    var head = [UInt8](repeating: 0, count: count)
    var total = 0
    while total < count {
      let got = unsafe head.withUnsafeMutableBytes { memory in
        unsafe Glibc.read(descriptor, memory.baseAddress.unsafelyUnwrapped + total, count - total)
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        throw FileError(path: bytes, operation: .read, reason: .system(errno))
      }
      total += got
    }
    head.removeSubrange(total...)
    return head
  }

  private mutating func read(_ descriptor: Int32, _ path: [UInt8], limit: Int) throws(FileError) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw FileError(path: path, operation: .status, reason: .system(errno))
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileError(path: path, operation: .open, reason: .notRegularFile)
    }
    let size = Int(status.st_size)
    guard size <= limit else { throw FileError(path: path, operation: .read, reason: .largerThan(limit: limit)) }
    var total = 0
    reserve(size + 1)
    while true {
      if total + Self.padding >= storage.count { reserve(total + 4096) }
      let got = unsafe storage.withUnsafeMutableBytes { memory in
        let room = memory.count - Self.padding - total
        return unsafe Glibc.read(descriptor, memory.baseAddress.unsafelyUnwrapped + total, room)
      }
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        let code = errno
        setCount(0)
        throw FileError(path: path, operation: .read, reason: .system(code))
      }
      total += got
      if total > limit {
        setCount(0)
        throw FileError(path: path, operation: .read, reason: .largerThan(limit: limit))
      }
    }
    setCount(total)
  }
}

/// Opens a file for reading without waiting for anything; negative on failure, with `errno` set.
func openDescriptor(_ path: [UInt8]) -> Int32 {
  var terminated = path
  terminated.append(0)
  return unsafe terminated.withUnsafeBufferPointer { bytes in
    unsafe bytes.baseAddress.unsafelyUnwrapped.withMemoryRebound(to: CChar.self, capacity: bytes.count) { name in
      while true {
        let descriptor = unsafe open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        if descriptor >= 0 || errno != EINTR { return descriptor }
      }
    }
  }
}
