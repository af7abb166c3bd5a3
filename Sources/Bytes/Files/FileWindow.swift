internal import Glibc

/// A part of a regular file in memory that moves from its start to its end, for files larger than memory.
///
/// Memory grows with what is really read, never with what a caller asks for.
public struct FileWindow: ~Copyable {
  public let path: String
  /// The offset in the file of the first byte of the window.
  public private(set) var base = 0
  /// Whether the window reaches to the end of the file.
  public private(set) var isAtEnd = false
  private let descriptor: Int32
  private let chunkSize: Int
  private var storage: [UInt8]
  /// Where in the storage the bytes of the window are.
  private var range = 0..<0

  /// Opens a file; the window is empty. Opening never waits.
  /// - Parameter chunkSize: How many bytes are read at a time, at least 1.
  /// - Throws: `FileError`
  public init(opening path: String, chunkSize: Int = 1 << 22) throws(FileError) {
    precondition(chunkSize > 0, "a chunk has a size")
    let name = Array(path.utf8)
    guard !name.contains(0) else { throw FileError(path: name, operation: .open, reason: .zeroByteInPath) }
    let descriptor = openDescriptor(name)
    guard descriptor >= 0 else { throw FileError(path: name, operation: .open, reason: .system(errno)) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw FileError(path: name, operation: .open, reason: .notRegularFile)
    }
    self.path = path
    self.descriptor = descriptor
    self.chunkSize = chunkSize
    storage = [UInt8](repeating: 0, count: chunkSize)
  }

  deinit { close(descriptor) }

  /// The number of bytes of the window.
  public var count: Int { range.count }

  /// Drops the first `dropped` bytes of the window and reads on until it has `wanted` bytes, or the file ends.
  /// - Precondition: 0 ≤ `dropped` ≤ `count`.
  /// - Throws: `FileError`
  /// - Complexity: O(`count` + bytes read)
  public mutating func move(dropping dropped: Int, until wanted: Int) throws(FileError) {
    precondition((0...count).contains(dropped), "more bytes than the window has")
    base += dropped
    range = range.lowerBound + dropped..<range.upperBound
    while count < wanted && !isAtEnd {
      makeRoom()
      let (start, room) = (range.upperBound, storage.count - range.upperBound)
      let got = unsafe storage.withUnsafeMutableBytes { memory in
        retrying { unsafe read(descriptor, memory.baseAddress.unsafelyUnwrapped + start, min(room, chunkSize)) }
      }
      guard got >= 0 else { throw FileError(path: Array(path.utf8), operation: .read, reason: .system(errno)) }
      isAtEnd = got == 0
      range = range.lowerBound..<start + got
    }
  }

  /// Calls `body` with the bytes of the window.
  public borrowing func withBytes<Result: ~Copyable, Failure>(
    _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(unsafe storage.span.bytes.extracting(range))
  }

  /// Room for another chunk behind the window: at the start of the storage, else by growing it.
  private mutating func makeRoom() {
    guard storage.count - range.upperBound < chunkSize else { return }
    if range.lowerBound > 0 {
      let (lower, count) = (range.lowerBound, range.count)
      unsafe storage.withUnsafeMutableBytes { memory in
        let start = unsafe memory.baseAddress.unsafelyUnwrapped
        unsafe memmove(start, start + lower, count)
      }
      range = 0..<count
    }
    let missing = range.upperBound + chunkSize - storage.count
    if missing > 0 { storage.append(contentsOf: repeatElement(0, count: max(missing, storage.count))) }
  }
}
