import Bindings

/// Why a database is none of NNI, or cannot be read on.
public struct NNIError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was found and what was expected.
  public let description: String
  /// Whether it is a sound database that just has other tables.
  public let isForeign: Bool

  init(_ description: String, isForeign: Bool = false) {
    self.description = description
    self.isForeign = isForeign
  }

  init(_ error: SQLiteError) { self.init("\(error.operation): \(error.message) (SQLite \(error.code))") }
}
