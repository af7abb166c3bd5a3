import Bytes

/// The cells of one page of a b-tree, before the page is written.
///
/// Section 1.6 of the SQLite file format: a header, an array of the offsets of the cells, free space, and the cells at
/// the end of the page; here in their order.
struct SQLitePage: ~Copyable {
  private let pageSize: Int
  /// 12 bytes on a page that has pages below it, else 8.
  private let headerSize: Int
  private var content: OutputBytes
  private var lengths: [Int] = []
  private var used: Int

  init(pageSize: Int, isLeaf: Bool) {
    self.pageSize = pageSize
    headerSize = isLeaf ? 8 : 12
    used = headerSize
    content = OutputBytes(capacity: pageSize)
  }

  var cellCount: Int { lengths.count }

  func hasRoom(for length: Int) -> Bool { used + length + 2 <= pageSize }

  /// Makes room for a cell, whose bytes follow in `append`, maybe along with those of others.
  mutating func reserve(_ length: Int) {
    lengths.append(length)
    used += length + 2
  }

  mutating func append(_ bytes: RawSpan) { content.append(bytes) }

  mutating func append(pageNumber: Int) { content.append(bigEndian: UInt64(pageNumber), byteCount: 4) }

  /// Calls `body` with the last cell.
  func withLast(_ body: (RawSpan) -> Void) {
    content.withBytes { body($0.extracting(last: lengths.last!)) }
  }

  /// Takes the last cell off the page and gives it to `body`.
  mutating func removeLast(_ body: (RawSpan) -> Void) {
    withLast(body)
    let length = lengths.removeLast()
    used -= length + 2
    content.truncate(to: content.count - length)
  }

  /// Appends the finished page to `output`, and begins the next.
  /// - Parameter rightmost: The page below behind the last cell; 0 for a leaf.
  mutating func write(flag: UInt8, rightmost: Int, into output: inout OutputBytes) {
    precondition(content.count == used - headerSize - 2 * lengths.count && used <= pageSize, "cells fill their room")
    var offset = pageSize - content.count
    output.append(flag)
    output.append(bigEndian: 0, byteCount: 2)
    output.append(bigEndian: UInt64(lengths.count), byteCount: 2)
    // 65,536, the end of the largest page, is written as 0.
    output.append(bigEndian: UInt64(offset), byteCount: 2)
    output.append(0)
    if headerSize == 12 { output.append(bigEndian: UInt64(rightmost), byteCount: 4) }
    for length in lengths {
      output.append(bigEndian: UInt64(offset), byteCount: 2)
      offset += length
    }
    output.append(0, repeatCount: pageSize - used)
    output.append(content)
    content.removeAll()
    lengths.removeAll(keepingCapacity: true)
    used = headerSize
  }
}
