import Bytes

/// Writes one b-tree from its cells in their order: leaves filled to the last cell that fits, then the levels above.
///
/// The root takes the place of the empty page that the schema names. Section 1.6 of the SQLite file format.
struct SQLiteTree<Pages: SQLitePages & ~Copyable>: ~Copyable {
  let kind: SQLiteTreeKind
  private let root: Int
  /// The longest cell that surely needs no overflow page.
  private let longest: Int
  private let cellCount: Int
  private var cellsDone = 0
  private var leaf: SQLitePage
  private var leaves = SQLiteDividers()
  private var file: Pages

  /// - Parameter cells: The number of cells that will be appended.
  init(_ kind: SQLiteTreeKind, root: Int, cells: Int, in file: consuming Pages) {
    self.kind = kind
    self.root = root
    cellCount = cells
    longest = kind.longestPayload(pageSize: file.pageSize)
    leaf = SQLitePage(pageSize: file.pageSize, isLeaf: true)
    self.file = file
  }

  mutating func append(_ cells: SQLiteCells) throws(SystemError) {
    try cells.bytes.withBytes { (bytes: RawSpan) throws(SystemError) in try append(bytes, cells.lengths) }
  }

  private mutating func append(_ bytes: RawSpan, _ lengths: [Int]) throws(SystemError) {
    // Cells of one page that follow each other are copied together.
    var start = 0
    var end = 0
    for length in lengths {
      let next = end + length
      cellsDone += 1
      if length <= longest, leaf.hasRoom(for: length) {
        leaf.reserve(length)
        end = next
        continue
      }
      leaf.append(bytes.extracting(start..<end))
      if length <= longest {
        try appendToNextPage(bytes.extracting(end..<next))
      } else {
        try appendOverflowing(bytes.extracting(end..<next))
      }
      (start, end) = (next, next)
    }
    leaf.append(bytes.extracting(start..<end))
  }

  /// Appends a cell that the page at hand has no room for.
  private mutating func appendToNextPage(_ cell: RawSpan) throws(SystemError) {
    if kind == .table {
      leaf.withLast { cell in
        var offset = 0
        _ = cell.varint(at: &offset)
        leaves.append(rowid: cell.varint(at: &offset))
      }
      try closeLeaf()
    } else if cellsDone < cellCount {
      leaves.append(cell)
      return try closeLeaf()
    } else {
      // The last cell cannot stand between two pages, so the one before does.
      leaf.removeLast { leaves.append($0) }
      try closeLeaf()
    }
    leaf.reserve(cell.byteCount)
    leaf.append(cell)
  }

  /// Appends a cell with only a part of its payload, and the rest on pages of its own: section 1.7.
  private mutating func appendOverflowing(_ cell: RawSpan) throws(SystemError) {
    var offset = 0
    let payload = cell.varint(at: &offset)
    if kind == .table { _ = cell.varint(at: &offset) }
    let local = offset + kind.localSize(payload: payload, pageSize: file.pageSize)
    var shortened = OutputBytes(capacity: local + 4)
    shortened.append(cell.extracting(0..<local))
    if local < cell.byteCount {
      let chunk = file.pageSize - 4
      // Last page first, so that each knows the number of the one behind it.
      var next = 0
      for start in stride(from: local, to: cell.byteCount, by: chunk).reversed() {
        let part = cell.extracting(start..<min(start + chunk, cell.byteCount))
        let following = next
        next = try file.appendPage { output in
          output.append(bigEndian: UInt64(following), byteCount: 4)
          output.append(part)
          output.append(0, repeatCount: chunk - part.byteCount)
        }
      }
      shortened.append(bigEndian: UInt64(next), byteCount: 4)
    }
    if leaf.hasRoom(for: shortened.count) {
      leaf.reserve(shortened.count)
      shortened.withBytes { leaf.append($0) }
    } else {
      try shortened.withBytes { (bytes: RawSpan) throws(SystemError) in try appendToNextPage(bytes) }
    }
  }

  private mutating func closeLeaf() throws(SystemError) {
    leaves.append(page: try file.appendPage { leaf.write(flag: kind.leafFlag, rightmost: 0, into: &$0) })
  }

  /// Writes what is left, and gives the file back.
  /// - Precondition: As many cells were appended as had been announced.
  consuming func finish() throws(SystemError) -> Pages {
    precondition(cellsDone == cellCount, "\(cellsDone) of \(cellCount) cells were appended")
    if leaves.lengths.isEmpty {
      try file.replacePage(root) { leaf.write(flag: kind.leafFlag, rightmost: 0, into: &$0) }
      return file
    }
    try closeLeaf()
    var level = leaves
    while !level.fitOnOnePage(of: file.pageSize) { level = try Self.level(above: level, kind, in: &file) }
    try Self.writeRoot(over: level, kind, root, in: &file)
    return file
  }
}

extension RawSpan {
  /// The number at `offset`, see `OutputBytes.append(varint:)`; `offset` goes behind it.
  func varint(at offset: inout Int) -> Int {
    var value: UInt64 = 0
    for index in 0..<9 {
      let byte = byte(at: offset)
      offset += 1
      if index == 8 { return Int(truncatingIfNeeded: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte < 0x80 { break }
    }
    return Int(truncatingIfNeeded: value)
  }
}
