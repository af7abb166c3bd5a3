import Bytes

/// Encoded rows, one after the other: the cells of leaf pages, with the whole payload of each.
final class SQLiteCells: Sendable {
  let bytes: OutputBytes
  /// The number of bytes of each cell.
  let lengths: [Int]

  init(_ bytes: consuming OutputBytes, lengths: [Int]) {
    self.bytes = bytes
    self.lengths = lengths
  }
}
