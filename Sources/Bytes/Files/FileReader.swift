internal import Glibc

/// A regular file that is read from start to end, piece by piece.
public struct FileReader: ~Copyable {
  public let path: String
  /// The number of bytes of the file when it was opened.
  public let size: Int
  private let descriptor: Int32

  /// Opens the file, never waiting: a pipe without a writer is refused.
  /// - Throws: `SystemError`, also for anything that is no regular file.
  public init(opening path: String) throws(SystemError) {
    self.path = path
    let descriptor = retrying { unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) }
    if descriptor < 0 { throw .last("open", path) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      let error = SystemError.last("stat", path)
      close(descriptor)
      throw error
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw SystemError(path: path, operation: "open", code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    size = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Reads up to `buffer.count` bytes, fewer only at the end of the file.
  /// - Returns: How many.
  public func read(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    try unsafe fill(&buffer) { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
  }

  /// Reads up to `buffer.count` bytes from `offset` on, fewer only at the end of the file; `read(into:)` goes on where it
  /// was.
  /// - Returns: How many.
  public func read(into buffer: inout [UInt8], at offset: Int) throws(SystemError) -> Int {
    var offset = offset
    return try unsafe fill(&buffer) { memory in
      let got = unsafe pread(descriptor, memory.baseAddress, memory.count, off_t(offset))
      offset += max(0, got)
      return got
    }
  }

  /// Calls `read` with what is left of `buffer` until that is full or nothing comes.
  @unsafe private func fill(
    _ buffer: inout [UInt8], _ read: (UnsafeMutableRawBufferPointer) -> Int
  ) throws(SystemError) -> Int {
    var total = 0
    while total < buffer.count {
      let got = unsafe buffer.withUnsafeMutableBytes { memory in
        retrying { unsafe read(UnsafeMutableRawBufferPointer(rebasing: memory[total...])) }
      }
      if got < 0 { throw .last("read", path) }
      if got == 0 { break }
      total += got
    }
    return total
  }
}
