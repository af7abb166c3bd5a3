public import Core

/// An architecture of a space, normalized.
public struct ReleasedEncoding: Sendable, Hashable {
  public var space: SpaceID
  public var encoding: String

  /// The architecture that `text` denotes, in any notation, in the first of `spaces` that accepts it.
  /// - Throws: `QueryError` with the reason of the space that got furthest into the text, of each where several did.
  public static func find(
    _ text: String, in spaces: [SpaceID], _ plugins: [any SearchSpace]
  ) throws(QueryError) -> ReleasedEncoding {
    var deepest: [(space: SpaceID, error: EncodingError)] = []
    for id in spaces {
      guard let space = plugins.first(where: { $0.id == id }) else { continue }
      do throws(EncodingError) {
        return ReleasedEncoding(space: id, encoding: try normalized(text, in: space))
      } catch {
        let (depth, known) = (error.offset ?? 0, deepest.first?.error.offset ?? 0)
        if depth > known { deepest = [] }
        if deepest.isEmpty || depth == known { deepest.append((id, error)) }
      }
    }
    if deepest.isEmpty {
      throw QueryError("no space of this release is known to this version of cellar", isMissing: true)
    }
    let reasons = deepest.map { "of \($0.space): \($0.error)" }.joined(separator: "; nor ")
    throw QueryError("'\(text.prefix(200))' is no architecture \(reasons)", isMissing: true)
  }

  /// The spaces in which `text` denotes an architecture, in any notation.
  public static func spaces(of text: String, _ plugins: [any SearchSpace]) -> Set<SpaceID> {
    Set(plugins.filter { (try? normalized(text, in: $0)) != nil }.map(\.id))
  }

  private static func normalized(
    _ text: String, in space: some SearchSpace
  ) throws(EncodingError) -> String { space.encode(try space.parse(text)) }
}
