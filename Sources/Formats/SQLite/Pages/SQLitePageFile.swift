import Bytes

/// A database file to which pages are appended.
struct SQLitePageFile: SQLitePages, ~Copyable {
  let pageSize: Int
  private var file: FileWriter
  /// Whole pages that are not yet in the file.
  private var buffer = OutputBytes(capacity: 1 << 20)
  private var pageCount: Int

  /// - Parameter path: A database without free pages.
  init(extending path: String, pageSize: Int) throws(SystemError) {
    self.pageSize = pageSize
    file = try FileWriter(extending: path)
    pageCount = file.count / pageSize
  }

  /// Appends what `body` makes.
  /// - Precondition: `body` appends one page.
  mutating func appendPage(_ body: (inout OutputBytes) -> Void) throws(SystemError) -> Int {
    if buffer.count + 2 * pageSize > buffer.capacity { try flush() }
    if pageCount == pagesBeforeLock {
      buffer.append(0, repeatCount: pageSize)
      pageCount += 1
    }
    let start = buffer.count
    body(&buffer)
    precondition(buffer.count == start + pageSize, "a page has its size")
    pageCount += 1
    return pageCount
  }

  /// Writes what `body` makes over page `number`.
  mutating func replacePage(_ number: Int, _ body: (inout OutputBytes) -> Void) throws(SystemError) {
    try flush()
    body(&buffer)
    precondition(buffer.count == pageSize, "a page has its size")
    try overwrite(at: (number - 1) * pageSize)
  }

  /// Writes the number of pages into the header of the file, syncs and closes it.
  consuming func finish() throws(SystemError) {
    try flush()
    // Section 1.3.8, "In-header database size".
    buffer.append(bigEndian: UInt64(pageCount), byteCount: 4)
    try overwrite(at: 28)
    try file.finish()
  }

  private mutating func flush() throws(SystemError) {
    // `file` within the closure would overlap the access to `buffer`, a part of the same value.
    try buffer.withBytes { (bytes: RawSpan) throws(SystemError) in try file.write(bytes) }
    buffer.removeAll()
  }

  private mutating func overwrite(at offset: Int) throws(SystemError) {
    try buffer.withBytes { (bytes: RawSpan) throws(SystemError) in try file.overwrite(bytes, at: offset) }
    buffer.removeAll()
  }
}
