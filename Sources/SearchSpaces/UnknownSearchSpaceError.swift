public import Core

/// An id that no search space has.
public struct UnknownSearchSpaceError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What was asked for.
  public let id: SpaceID
  /// The ids that exist, in the order of the registry.
  public let known: [SpaceID]

  public init(id: SpaceID, known: [SpaceID]) {
    self.id = id
    self.known = known
  }

  /// The known id that the fewest single-byte changes make of `id`, the first of several; nil if none is known.
  public var nearest: SpaceID? {
    known.min { editDistance($0.rawValue, id.rawValue) < editDistance($1.rawValue, id.rawValue) }
  }

  public var description: String {
    let suggestion = nearest.map { "; did you mean '\($0)'?" } ?? ""
    let ids = known.map { "'\($0)'" }.joined(separator: ", ")
    return "unknown search space '\(id)'; expected one of \(ids)\(suggestion)"
  }
}
