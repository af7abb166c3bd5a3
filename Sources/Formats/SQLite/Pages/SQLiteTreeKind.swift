/// What a b-tree holds, after section 1.6 of the SQLite file format, "B-tree Pages".
enum SQLiteTreeKind: Sendable {
  /// Rows by rowid.
  case table
  /// Records by their own order: an index, or a table without rowid.
  case index

  /// The first byte of a leaf page.
  var leafFlag: UInt8 { self == .table ? 0x0D : 0x0A }

  /// The first byte of a page above the leaves.
  var interiorFlag: UInt8 { self == .table ? 0x05 : 0x02 }

  /// The longest payload that needs no overflow page: X of section 1.6, with U = `pageSize`.
  func longestPayload(pageSize: Int) -> Int {
    self == .table ? pageSize - 35 : (pageSize - 12) * 64 / 255 - 23
  }

  /// How many bytes of a payload a cell keeps, M, K or all of section 1.6; the rest stands on overflow pages.
  func localSize(payload: Int, pageSize: Int) -> Int {
    let largest = longestPayload(pageSize: pageSize)
    if payload <= largest { return payload }
    let least = (pageSize - 12) * 32 / 255 - 23
    let filling = least + (payload - least) % (pageSize - 4)
    return filling <= largest ? filling : least
  }
}
