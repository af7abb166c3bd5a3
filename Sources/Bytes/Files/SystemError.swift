internal import Glibc

/// A system call on a file that failed: which, on what, why.
public struct SystemError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path that was worked on.
  public var path: String
  /// What was being done: `open`, `write`, `sync`, `rename`, …
  public var operation: String
  /// `errno`.
  public var code: Int32

  public init(path: String, operation: String, code: Int32) {
    self.path = path
    self.operation = operation
    self.code = code
  }

  /// What the system calls `code`: `No space left on device`.
  public var message: String {
    var text = [CChar](repeating: 0, count: 256)
    let failed = unsafe text.withUnsafeMutableBufferPointer { buffer in
      unsafe strerror_r(code, buffer.baseAddress!, buffer.count)
    }
    return failed == 0
      ? String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : "error \(code)"
  }

  /// What the system calls an error number: `No space left on device`.
  public static func message(_ code: Int32) -> String { SystemError(path: "", operation: "", code: code).message }

  /// Whether the disk, the quota or the largest file size is exhausted.
  public var isDiskFull: Bool { code == ENOSPC || code == EDQUOT || code == EFBIG }
  /// Whether the path does not exist.
  public var isMissing: Bool { code == ENOENT || code == ENOTDIR }

  public var description: String { "\(path): \(operation) failed: \(message)" }

  /// The error of the call that just failed; read before anything else can overwrite `errno`.
  package static func last(_ operation: String, _ path: String) -> SystemError {
    SystemError(path: path, operation: operation, code: errno)
  }
}
