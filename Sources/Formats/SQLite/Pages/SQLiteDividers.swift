import Bytes

/// The pages of one level of a b-tree, and what stands between each two of them in the level above.
struct SQLiteDividers: ~Copyable {
  /// Between two pages: the cell of an index that belongs there, or the largest rowid before.
  private var bytes = OutputBytes()
  private var ends: [Int] = []
  private(set) var lengths: [Int] = []
  /// One more than `lengths`, once the level is complete.
  private(set) var pages: [Int] = []

  mutating func append(page: Int) { pages.append(page) }

  mutating func append(_ divider: RawSpan) {
    bytes.append(divider)
    lengths.append(divider.byteCount)
    ends.append(bytes.count)
  }

  mutating func append(rowid: Int) {
    let start = bytes.count
    bytes.append(varint: UInt64(bitPattern: Int64(rowid)))
    lengths.append(bytes.count - start)
    ends.append(bytes.count)
  }

  borrowing func withBytes(of index: Int, _ body: (RawSpan) -> Void) {
    bytes.withBytes { body($0.extracting(ends[index] - lengths[index]..<ends[index])) }
  }

  /// Whether all of it goes onto one page.
  func fitOnOnePage(of pageSize: Int) -> Bool { 12 + 6 * lengths.count + bytes.count <= pageSize }
}
