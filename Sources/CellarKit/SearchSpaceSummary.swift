import Core
import SearchSpaces

/// What there is to know of a search space without opening a release.
public struct SearchSpaceSummary: Sendable, Hashable {
  /// As it stands in releases, such as `nas-bench-201`.
  public let id: String
  /// One line: name, venue and year.
  public let title: String
  /// The exact number of architectures, in decimal digits; some spaces exceed 64 bits.
  public let size: String
  /// The notations that `Architecture` reads, the normalized one first.
  public let notations: [String]

  /// Every space, sorted by id.
  public static let all = allSearchSpaces.map { SearchSpaceSummary($0) }

  init(_ space: some SearchSpace) {
    id = space.id.rawValue
    title = space.title
    size = space.size
    notations = space.notations.map(\.rawValue)
  }

  /// Encodings drawn uniformly from the whole space, with repetitions; the same for the same seed on every machine.
  /// - Parameters:
  ///   - count: 0 or more; a negative number counts as 0.
  ///   - seed: Any number.
  public func sample(_ count: Int, seed: UInt64) -> [String] {
    guard let space = allSearchSpaces.first(where: { $0.id.rawValue == id }) else { return [] }
    var generator = SeededGenerator(seed: seed)
    return (0..<max(count, 0)).map { _ in Self.draw(from: space, &generator) }
  }

  private static func draw(from space: some SearchSpace, _ generator: inout SeededGenerator) -> String {
    space.encode(space.sample(using: &generator))
  }

  /// The space of that id, or all of them.
  static func spaces(_ id: String?) throws(CellarError) -> [any SearchSpace] {
    guard let id else { return allSearchSpaces }
    do throws(UnknownSearchSpaceError) {
      return [try SearchSpaceRegistry.space(SpaceID(id))]
    } catch {
      throw CellarError(.question, error.description)
    }
  }
}
