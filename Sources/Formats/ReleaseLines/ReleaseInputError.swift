import Bindings
import Bytes
import Core

/// Why a file could not be read as a release.
public struct ReleaseInputError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    /// It cannot be opened or read at all.
    case unreadable
    /// It may be whole, but it is no release of Cellar's.
    case notRelease
    /// It is damaged, or not what it says it is.
    case malformed
    /// It asks for more than is allowed.
    case tooLarge
    /// The child process that read it did not end well: the file is damaged or hostile.
    case crashed
  }

  public var kind: Kind
  /// The file.
  public var path: String
  /// Where in it: `line 3, byte 17`, `/space/task@budget`, `table run, row 5`; empty for all of it.
  public var place: String
  /// What was found.
  public var message: String
  /// What may stand there, nil where there is nothing to say.
  public var expected: String?

  public init(_ kind: Kind, _ path: String, at place: String = "", _ message: String, expected: String? = nil) {
    self.kind = kind
    self.path = path
    self.place = place
    self.message = message
    self.expected = expected
  }

  public var description: String {
    path + ": " + (place.isEmpty ? "" : place + ": ") + message + (expected.map { "; expected \($0)" } ?? "")
  }

  /// Any error of a library or the system, as one about the file at `path`.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as ReleaseInputError: self = error
    case let error as HDF5InputError:
      switch error {
      case .library(let error):
        self.init(
          .malformed, path, at: Self.place(error.subject, path), "\(error.function) failed: \(error.message)")
      case .refused(let subject, let found, let expected):
        let kind: Kind = expected.contains("size limit") ? .tooLarge : .malformed
        self.init(kind, path, at: Self.place(subject, path), found, expected: expected)
      }
    case let error as SQLiteError:
      self.init(.malformed, path, at: error.operation, "\(error.message) (SQLite \(error.code))")
    case let error as SystemError: self.init(.unreadable, path, "\(error.operation) failed: \(error.message)")
    case let error as CodecError: self.init(.malformed, path, error.description)
    default: self.init(.unreadable, path, "\(error)")
    }
  }

  private static func place(_ subject: String, _ path: String) -> String {
    subject.hasPrefix(path + ":") ? String(subject.dropFirst(path.utf8.count + 1)) : ""
  }
}
