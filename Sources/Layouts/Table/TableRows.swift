import Bytes

/// The rows of a delimited text (RFC 4180): quoted cells, doubled quotes in them, line ends of either kind.
struct TableRows {
  /// A cell: its bytes without the quotes around them.
  struct Cell {
    var range: Range<Int>
    /// Whether there are doubled quotes in it.
    var hasQuotes: Bool
  }

  /// What stands at the place of a row.
  enum Row {
    case cells
    /// The text is not a row; the next one begins on a new line.
    case malformed(String)
    /// The last row, which no line end closes.
    case open
  }

  let delimiter: UInt8
  /// Of the row read last.
  private(set) var cells: [Cell] = []
  /// The line on which that row begins, from 1.
  private(set) var line = 0
  /// Where the next row begins.
  var end: Int { offset }
  private var offset = 0
  private var nextLine = 1

  init(delimiter: UInt8) { self.delimiter = delimiter }

  /// Goes back to the beginning of a text, behind its byte order mark.
  mutating func start(_ bytes: RawSpan) {
    offset = bytes.starts(with: "\u{FEFF}", at: 0) ? 3 : 0
    nextLine = 1
  }

  /// Reads the next row that is not blank; nil at the end.
  mutating func next(_ bytes: RawSpan) -> Row? {
    while let byte = bytes.byteIfPresent(at: offset), byte == 10 || byte == 13 {
      if byte == 10 { nextLine += 1 }
      offset += 1
    }
    guard offset < bytes.byteCount else { return nil }
    line = nextLine
    cells.removeAll(keepingCapacity: true)
    while true {
      if let fault = readCell(bytes) { return fault }
      guard let end = bytes.byteIfPresent(at: offset) else { return .open }
      offset += 1
      if end == delimiter { continue }
      if end == 13, bytes.byteIfPresent(at: offset) == 10 { offset += 1 }
      nextLine += 1
      return .cells
    }
  }

  /// Reads one cell up to the delimiter or line end behind it.
  private mutating func readCell(_ bytes: RawSpan) -> Row? {
    let start = offset
    guard bytes.byteIfPresent(at: offset) == UInt8(ascii: "\"") else {
      while let byte = bytes.byteIfPresent(at: offset), byte != delimiter, byte != 10, byte != 13 { offset += 1 }
      cells.append(Cell(range: start..<offset, hasQuotes: false))
      return nil
    }
    var hasQuotes = false
    var from = start + 1
    while true {
      guard let quote = bytes.firstOffset(of: UInt8(ascii: "\""), from: from) else {
        // What follows cannot be told from what is quoted.
        offset = bytes.byteCount
        return .malformed("the quote of cell \(cells.count + 1) is never closed")
      }
      if bytes.byteIfPresent(at: quote + 1) == UInt8(ascii: "\"") {
        hasQuotes = true
        from = quote + 2
        continue
      }
      countLines(bytes, start..<quote)
      cells.append(Cell(range: start + 1..<quote, hasQuotes: hasQuotes))
      offset = quote + 1
      break
    }
    if let byte = bytes.byteIfPresent(at: offset), byte != delimiter, byte != 10, byte != 13 {
      let end = bytes.firstOffset(of: 10, from: offset) ?? bytes.byteCount
      offset = end
      return .malformed("text stands behind the closing quote of cell \(cells.count)")
    }
    return nil
  }

  private mutating func countLines(_ bytes: RawSpan, _ range: Range<Int>) {
    var from = range.lowerBound
    while let feed = bytes.firstOffset(of: 10, from: from), feed < range.upperBound {
      nextLine += 1
      from = feed + 1
    }
  }
}
