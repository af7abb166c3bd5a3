/// Why the library cannot answer.
public struct CellarError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What to look at.
  public enum Kind: Sendable, Hashable {
    /// The text is no architecture of the space.
    case architecture
    /// The question names what does not exist, or a condition is malformed.
    case question
    /// The file is missing, no release, damaged, or lacks what was asked for.
    case release
  }

  public let kind: Kind
  /// Where, what was found and what was expected; one line.
  public let message: String
  /// The offset in bytes of the fault within an encoding or a condition, from 0; nil where no single place is to blame.
  public let offset: Int?

  init(_ kind: Kind, _ message: String, at offset: Int? = nil) {
    self.kind = kind
    self.message = message
    self.offset = offset
  }

  public var description: String { message }
}
