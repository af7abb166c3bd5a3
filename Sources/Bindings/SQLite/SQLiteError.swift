import Bytes
internal import GRDB
internal import GRDBSQLite

/// What SQLite refused to do, and why.
public struct SQLiteError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The database that was being written.
  public var path: String
  /// The statement, or what was being done.
  public var operation: String
  /// The extended result code, -1 where the failure is not SQLite's.
  public var code: Int32
  /// What SQLite said.
  public var message: String

  public var description: String { "\(path): \(operation) failed: \(message) (SQLite \(code))" }

  init(path: String, operation: String, code: Int32, message: String) {
    self.path = path
    self.operation = operation
    self.code = code
    self.message = message
  }

  /// Any error that came out of GRDB, as one of these.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as SQLiteError: self = error
    case let error as DatabaseError:
      self.init(
        path: path, operation: error.sql ?? "SQLite", code: error.extendedResultCode.rawValue,
        message: error.message ?? "no reason given")
    case let error as SystemError:
      self.init(path: error.path, operation: error.operation, code: -1, message: error.message)
    default: self.init(path: path, operation: "SQLite", code: -1, message: "\(error)")
    }
  }
}
