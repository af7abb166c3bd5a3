public import Bytes
public import Core

/// A space that enumerates its cells or classes in pieces, which can be made in any order and at once.
///
/// What `ClassEnumeration` uses instead of `enumerate()` and `representative(of:under:)` where a space knows better.
public protocol PiecewiseEnumerable: SearchSpace {
  /// The number of pieces of the cells (`kind` nil) or of the classes under `kind`.
  /// - Precondition: `kind` is one of `equivalences`, here and below.
  func pieceCount(under kind: EquivalenceKind?) -> Int

  /// Calls `body` with the cells of a piece, or the representatives of the classes in it: over all pieces those of
  /// `enumerate()`, in the same order.
  func forEachCell(ofPiece piece: Int, under kind: EquivalenceKind?, _ body: (Cell) -> Void)

  /// Appends a line for each of those, as `ClassEnumeration` describes.
  func appendLines(ofPiece piece: Int, under kind: EquivalenceKind?, hashes: Bool, to output: inout OutputBytes)
}
