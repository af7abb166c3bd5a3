import Bytes

/// A database file of which is told, page by page, what ought to stand in it.
struct SQLiteComparedPages: SQLitePages, ~Copyable {
  let pageSize: Int
  private let file: FileReader
  private let pageCount: Int
  /// Pages that ought to follow each other, up to the one before `next`.
  private var expected = OutputBytes(capacity: 1 << 20)
  private var found: [UInt8] = []
  private var next = 1
  /// Whether nothing was found to differ so far. Once it is false, nothing more is looked at.
  private(set) var areSame = true

  init(_ path: String, pageSize: Int) throws(SystemError) {
    let file = try FileReader(opening: path)
    var header = [UInt8](repeating: 0, count: 100)
    // Sections 1.3.2 and 1.3.4: the size of pages, and the bytes at the end of each that are not used.
    areSame =
      try file.read(into: &header) == header.count && Int(header[16]) << 8 | Int(header[17]) == pageSize
      && header[20] == 0
    pageCount = file.size / pageSize
    self.pageSize = pageSize
    self.file = file
  }

  /// Begins with the pages of the tree whose root is page `root`: its leaves from the first to the last, then those
  /// above them, if `SQLiteTree` wrote it.
  mutating func begin(tree root: Int) throws(SystemError) {
    try flush()
    var page = [UInt8](repeating: 0, count: pageSize)
    next = root
    var isLeaf = false
    // No tree is as deep as that; another file might lead in a circle.
    for _ in 0..<64 where areSame && !isLeaf {
      guard (2...max(2, pageCount)).contains(next), try read(into: &page, from: next) else { break }
      isLeaf = page[0] == SQLiteTreeKind.table.leafFlag || page[0] == SQLiteTreeKind.index.leafFlag
      if isLeaf { break }
      let cell = Int(page[12]) << 8 | Int(page[13])
      guard cell <= pageSize - 4 else { break }
      next = page[cell..<cell + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    areSame = areSame && isLeaf
  }

  mutating func appendPage(_ body: (inout OutputBytes) -> Void) throws(SystemError) -> Int {
    if expected.count + 2 * pageSize > expected.capacity { try flush() }
    if next - 1 == pagesBeforeLock {
      expected.append(0, repeatCount: pageSize)
      next += 1
    }
    body(&expected)
    next += 1
    return next - 1
  }

  mutating func replacePage(_ number: Int, _ body: (inout OutputBytes) -> Void) throws(SystemError) {
    try flush()
    body(&expected)
    next = number + 1
    try flush()
  }

  /// Compares what has gathered.
  private mutating func flush() throws(SystemError) {
    defer { expected.removeAll() }
    guard areSame, !expected.isEmpty else { return }
    if found.count < expected.count { found = [UInt8](repeating: 0, count: expected.capacity) }
    let unneeded = found.count - expected.count
    found.removeLast(unneeded)
    let first = next - expected.count / pageSize
    let count = try file.read(into: &found, at: (first - 1) * pageSize)
    areSame =
      count == found.count
      && found.withBytes { found in
        expected.withBytes { $0.equals(found, at: 0..<$0.byteCount, otherRange: 0..<found.byteCount) }
      }
  }

  /// Reads page `number`; false where the file ends before.
  private func read(into page: inout [UInt8], from number: Int) throws(SystemError) -> Bool {
    try file.read(into: &page, at: (number - 1) * pageSize) == pageSize
  }
}
