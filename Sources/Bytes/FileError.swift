internal import Glibc

/// Why a file or directory could not be read.
public struct FileError: Error, Hashable, Sendable {
  /// The system call, or the check of our own, that failed.
  public enum Operation: String, Sendable {
    case open
    case status = "get the status of"
    case read
    case list
  }

  /// What went wrong.
  public enum Reason: Hashable, Sendable {
    /// The system's error number (`errno`).
    case system(Int32)
    /// A directory, pipe, socket or device where a regular file is needed.
    case notRegularFile
    /// The file holds more than this many bytes.
    case largerThan(limit: Int)
    /// The tree holds more than this many entries.
    case moreEntriesThan(limit: Int)
    /// The path holds a zero byte, which no file name can.
    case zeroByteInPath
  }

  /// The path as given, in raw bytes (not necessarily UTF-8).
  public let path: [UInt8]
  public let operation: Operation
  public let reason: Reason

  public init(path: [UInt8], operation: Operation, reason: Reason) {
    self.path = path
    self.operation = operation
    self.reason = reason
  }

  /// The system's error number, or nil if the refusal was our own.
  public var errno: Int32? {
    if case .system(let code) = reason { return code }
    return nil
  }

  /// What went wrong, without the path: lower case, no full stop.
  public var message: String {
    switch reason {
    case .system(let code): systemMessage(code)
    case .notRegularFile: "not a regular file"
    case .largerThan(let limit): "larger than the limit of \(limit) bytes"
    case .moreEntriesThan(let limit): "more than the limit of \(limit) entries"
    case .zeroByteInPath: "the path holds a zero byte"
    }
  }
}

extension FileError: CustomStringConvertible {
  public var description: String {
    "cannot \(operation.rawValue) '\(String(decoding: path, as: UTF8.self))': \(message)"
  }
}

/// The C library's text for an error number, with a lower-case first letter.
func systemMessage(_ code: Int32) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  let message = unsafe String(cString: text)
  return message.prefix(1).lowercased() + message.dropFirst()
}
