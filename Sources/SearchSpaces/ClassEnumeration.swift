public import Bytes
public import Core

/// The cells of a space, or one cell for each class, as a stream of lines in a stable order, cut into pieces.
///
/// The order is that of `enumerate()`, which each space documents; a class stands where its representative does, and no
/// set of those seen is kept. Pieces are independent: any number of threads may make them, in any order, and joined by
/// index they are the stream.
///
/// A line is the encoding; with hashes it is the published name of the class (for NAS-Bench-101 the 32-hex hash), a tab
/// and the encoding. It ends with a line feed.
public struct ClassEnumeration: Sendable {
  private let source: any ClassSource
  private let hashes: Bool

  /// - Parameters:
  ///   - kind: nil for every cell.
  ///   - hashes: whether lines begin with the published name of the class.
  public init(of space: any SearchSpace, under kind: EquivalenceKind? = nil, hashes: Bool = false)
    throws(ClassEnumerationError)
  {
    if let kind, !space.equivalences.contains(kind) {
      throw .unknownEquivalence(kind, space.id, known: space.equivalences)
    }
    if hashes, !space.equivalences.contains(.published) { throw .noPublishedNames(space.id) }
    self.hashes = hashes
    source = try Self.source(space, kind)
  }

  /// The number of pieces; none is large.
  public var pieceCount: Int { source.pieceCount }

  /// The number of lines of piece `index`, 0 ..< `pieceCount`, without making them.
  public func count(ofPiece index: Int) -> Int { source.count(ofPiece: index) }

  /// Appends the lines of piece `index`.
  public func appendLines(ofPiece index: Int, to output: inout OutputBytes) {
    source.appendLines(ofPiece: index, hashes: hashes, to: &output)
  }

  /// The lines of piece `index`.
  public func lines(ofPiece index: Int) -> [UInt8] {
    var output = OutputBytes()
    appendLines(ofPiece: index, to: &output)
    return output.array
  }

  private static func source(
    _ space: some SearchSpace, _ kind: EquivalenceKind?
  ) throws(ClassEnumerationError) -> any ClassSource {
    if let space = space as? any PiecewiseEnumerable { return fastSource(space, kind) }
    guard let cells = space.enumerate() else { throw .tooLarge(space.id, size: space.size) }
    return CellByCellSource(space: space, kind: kind, cells: Array(cells))
  }

  private static func fastSource(_ space: some PiecewiseEnumerable, _ kind: EquivalenceKind?) -> any ClassSource {
    PiecewiseSource(space: space, kind: kind)
  }
}
