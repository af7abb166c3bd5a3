/// Why a text is no architecture of a space.
public struct EncodingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The closed set of reasons; values are quoted in `description`.
  public enum Reason: Sendable, Hashable {
    /// The text has another shape than the grammar.
    case malformed(found: String, expected: String)
    /// An operation or module that the space does not have.
    case unknownSymbol(String, expected: String)
    /// Well-formed, but outside the limits of the space.
    case outsideLimits(found: String, expected: String)
  }

  public var reason: Reason
  /// The offset in bytes, from 0, at which the text stops being an encoding; nil where no single place is to blame.
  public var offset: Int?

  public init(_ reason: Reason, at offset: Int? = nil) {
    self.reason = reason
    self.offset = offset
  }

  /// What was found, in words.
  public var found: String {
    switch reason {
    case .malformed(let found, _), .unknownSymbol(let found, _), .outsideLimits(let found, _): found
    }
  }

  /// What was expected, in words.
  public var expected: String {
    switch reason {
    case .malformed(_, let expected), .unknownSymbol(_, let expected), .outsideLimits(_, let expected): expected
    }
  }

  public var description: String {
    let place = offset.map { " at byte \($0)" } ?? ""
    return switch reason {
    case .malformed: "malformed encoding\(place): found \(found); expected \(expected)"
    case .unknownSymbol: "unknown symbol\(place): found \(found); expected \(expected)"
    case .outsideLimits: "outside the space\(place): found \(found); expected \(expected)"
    }
  }
}
