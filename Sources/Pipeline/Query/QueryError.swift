import Core

/// Why a question to a release cannot be answered as it was asked.
public struct QueryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, with what was expected.
  public var message: String
  /// Whether the release is to blame, which lacks what was asked for, and not the question.
  public var isMissing: Bool

  public init(_ message: String, isMissing: Bool = false) {
    self.message = message
    self.isMissing = isMissing
  }

  /// `name` is none of `known`.
  static func unknown(_ what: String, _ name: String, _ known: [String], isMissing: Bool = true) -> QueryError {
    let hint = NearestName.of(name, among: known).map { "; did you mean '\($0)'?" } ?? ""
    return QueryError(
      "no \(what) '\(name)'\(hint) (there are: \(known.map { "'\($0)'" }.joined(separator: ", ")))",
      isMissing: isMissing)
  }

  public var description: String { message }
}
