import Bytes

extension SQLiteTree where Pages: ~Copyable {
  /// Writes the pages above `level`.
  /// - Returns: Those pages, two or more, with what stands between them.
  static func level(
    above level: borrowing SQLiteDividers, _ kind: SQLiteTreeKind, in file: inout Pages
  ) throws(SystemError) -> SQLiteDividers {
    var page = SQLitePage(pageSize: file.pageSize, isLeaf: false)
    var upper = SQLiteDividers()
    for index in level.lengths.indices {
      if page.hasRoom(for: level.lengths[index] + 4) {
        level.append(index, to: &page)
      } else if index < level.lengths.count - 1 {
        level.withBytes(of: index) { upper.append($0) }
        upper.append(page: try page.write(kind, rightmost: level.pages[index], in: &file))
      } else {
        // A page needs a cell, so the last one cannot stand between two pages; the one before does.
        page.removeLast { upper.append($0.extracting(droppingFirst: 4)) }
        upper.append(page: try page.write(kind, rightmost: level.pages[index - 1], in: &file))
        level.append(index, to: &page)
      }
    }
    upper.append(page: try page.write(kind, rightmost: level.pages.last!, in: &file))
    return upper
  }

  /// Writes the one page above `level`.
  static func writeRoot(
    over level: borrowing SQLiteDividers, _ kind: SQLiteTreeKind, _ root: Int, in file: inout Pages
  ) throws(SystemError) {
    var page = SQLitePage(pageSize: file.pageSize, isLeaf: false)
    for index in level.lengths.indices { level.append(index, to: &page) }
    let rightmost = level.pages.last!
    try file.replacePage(root) { page.write(flag: kind.interiorFlag, rightmost: rightmost, into: &$0) }
  }
}

extension SQLiteDividers {
  /// Appends a divider to a page above this level, with the number of the page before it.
  fileprivate borrowing func append(_ index: Int, to page: inout SQLitePage) {
    page.reserve(lengths[index] + 4)
    page.append(pageNumber: pages[index])
    withBytes(of: index) { page.append($0) }
  }
}

extension SQLitePage {
  fileprivate mutating func write<Pages: SQLitePages & ~Copyable>(
    _ kind: SQLiteTreeKind, rightmost: Int, in file: inout Pages
  ) throws(SystemError) -> Int {
    try file.appendPage { write(flag: kind.interiorFlag, rightmost: rightmost, into: &$0) }
  }
}
