public import Core

/// Why a space is not enumerated.
public enum ClassEnumerationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The space has too many architectures; it can be sampled.
  case tooLarge(SpaceID, size: String)
  case unknownEquivalence(EquivalenceKind, SpaceID, known: [EquivalenceKind])
  /// The authors of the benchmark have no name for a class.
  case noPublishedNames(SpaceID)

  public var description: String {
    switch self {
    case .tooLarge(let space, let size):
      "cannot enumerate '\(space)': it has \(size) architectures; expected a smaller space, or a sample"
    case .unknownEquivalence(let kind, let space, let known):
      "unknown equivalence '\(kind)' of '\(space)'; expected one of \(known.map { "'\($0)'" }.joined(separator: ", "))"
    case .noPublishedNames(let space):
      "'\(space)' has no published hashes; expected a space with the equivalence 'published'"
    }
  }
}
