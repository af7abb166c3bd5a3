public import Core

/// An architecture of a space, normalized.
public struct ReleasedEncoding: Sendable, Hashable {
  public var space: SpaceID
  public var encoding: String

  /// The architecture that `text` denotes, in any notation, in the first of `spaces` that accepts it.
  /// - Throws: `QueryError` with the reason of the space that got furthest into the text.
  public static func find(
    _ text: String, in spaces: [SpaceID], _ plugins: [any SearchSpace]
  ) throws(QueryError) -> ReleasedEncoding {
    var deepest: (space: SpaceID, error: EncodingError)?
    for id in spaces {
      guard let space = plugins.first(where: { $0.id == id }) else { continue }
      do throws(EncodingError) {
        return ReleasedEncoding(space: id, encoding: try normalized(text, in: space))
      } catch {
        if deepest == nil || (error.offset ?? 0) > (deepest?.error.offset ?? 0) { deepest = (id, error) }
      }
    }
    guard let deepest else {
      throw QueryError("no space of this release is known to this version of cellar", isMissing: true)
    }
    throw QueryError("'\(text.prefix(200))' is no architecture of \(deepest.space): \(deepest.error)", isMissing: true)
  }

  private static func normalized(
    _ text: String, in space: some SearchSpace
  ) throws(EncodingError) -> String { space.encode(try space.parse(text)) }
}
