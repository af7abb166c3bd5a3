import Bytes

/// Where the pages of b-trees go.
protocol SQLitePages: SendableMetatype, ~Copyable {
  var pageSize: Int { get }

  /// Takes the next page, which `body` makes.
  /// - Returns: The number of the page, the first of the file being 1.
  mutating func appendPage(_ body: (inout OutputBytes) -> Void) throws(SystemError) -> Int

  /// Takes what `body` makes for page `number`.
  mutating func replacePage(_ number: Int, _ body: (inout OutputBytes) -> Void) throws(SystemError)
}

extension SQLitePages where Self: ~Copyable {
  /// How many pages stand before the one that is never used: section 1.4 of the SQLite file format, "The Lock-Byte Page",
  /// which holds the byte at 1 GiB.
  var pagesBeforeLock: Int { (1 << 30) / pageSize }
}
