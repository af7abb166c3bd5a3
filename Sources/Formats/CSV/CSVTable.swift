public import Bytes

/// A CSV file with a header, its fields found but not copied.
///
/// Holds the bytes of the file and eight more for each cell. Rows that do not fit the header are left out and listed.
public struct CSVTable: Sendable {
  /// The most faults that are kept; more of them are counted.
  public static let faultLimit = 1000

  /// The names of the columns, all different.
  public private(set) var columns: [String] = []
  /// How many rows there are besides the header.
  public private(set) var rowCount = 0
  /// The rows that were left out, at most a thousand of them.
  public private(set) var faults: [CSVFault] = []
  /// How many rows were left out.
  public private(set) var faultCount = 0
  /// Whether the last line has no line feed: the file may have been cut within its last cell.
  public private(set) var endsWithinLine = false
  private let buffer: ByteBuffer
  /// The fields of every row, one row after the other.
  private var fields: [CSVField] = []
  /// The line of every row.
  private var lines: [Int] = []

  /// - Throws: `CSVError`
  /// - Complexity: O(n) in the bytes of the file.
  public init(_ buffer: consuming ByteBuffer) throws(CSVError) {
    self.buffer = buffer
    // Parsed with parts of self, not self, so that the buffer can be read meanwhile.
    var parts = Parts()
    try self.buffer.withBytes { (bytes: RawSpan) throws(CSVError) in try parts.read(bytes) }
    columns = parts.columns
    rowCount = parts.lines.count
    faults = parts.faults
    faultCount = parts.faultCount
    endsWithinLine = parts.endsWithinLine
    fields = parts.fields
    lines = parts.lines
  }

  /// The index of a column.
  public func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// The line on which a row begins, from 1. Traps outside the table.
  public func line(ofRow row: Int) -> Int { lines[row] }

  /// Where a cell stands. Traps outside the table.
  public func field(row: Int, column: Int) -> CSVField {
    precondition(columns.indices.contains(column), "no column \(column)")
    return fields[row * columns.count + column]
  }

  /// Calls `body` with a cell as it stands in the file, doubled quotes doubled.
  public func withCell<Result: ~Copyable, Failure>(
    row: Int, column: Int, _ body: (RawSpan) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let range = field(row: row, column: column).range
    return try buffer.withBytes { (bytes: RawSpan) throws(Failure) in try body(bytes.extracting(range)) }
  }

  /// Whether a cell holds nothing, quoted or not.
  public func isEmpty(row: Int, column: Int) -> Bool { field(row: row, column: column).range.isEmpty }

  /// The text of a cell.
  public func text(row: Int, column: Int) -> String {
    let field = field(row: row, column: column)
    return buffer.withBytes { Parts.text(of: field, $0) }
  }

  /// A cell as a number. No allocation, but for `nan` and `inf`.
  public func number(row: Int, column: Int) -> CSVNumber { withCell(row: row, column: column) { CSVNumber($0) } }

  /// A cell as a whole number; nil where it is empty or anything else.
  public func integer(row: Int, column: Int) -> Int64? {
    withCell(row: row, column: column) { bytes in
      var offset = 0
      guard let value = bytes.integer(at: &offset), offset == bytes.byteCount else { return nil }
      return value
    }
  }
}

/// What is read of a file.
private struct Parts {
  var columns: [String] = []
  var faults: [CSVFault] = []
  var faultCount = 0
  var endsWithinLine = false
  var fields: [CSVField] = []
  var lines: [Int] = []

  mutating func read(_ bytes: RawSpan) throws(CSVError) {
    if let offset = bytes.firstInvalidUTF8 {
      var line = 1
      var feed = bytes.firstOffset(of: 0x0A)
      while let found = feed, found < offset {
        line += 1
        feed = bytes.firstOffset(of: 0x0A, from: found + 1)
      }
      throw CSVError(.encoding, line: line, offset: offset)
    }
    var reader = CSVReader()
    var row: [CSVField] = []
    guard let header = try reader.next(in: bytes, into: &row) else {
      throw CSVError(.empty, line: 1, offset: bytes.byteCount)
    }
    columns = row.map { Self.text(of: $0, bytes) }
    var known: Set<String> = []
    for (name, field) in zip(columns, row) where !known.insert(name).inserted {
      throw CSVError(.duplicateColumn(name), line: header, offset: field.range.lowerBound)
    }
    var start = reader.offset
    while let line = try reader.next(in: bytes, into: &row) {
      if row.count != columns.count {
        note(CSVFault(reason: .fieldCount(found: row.count, expected: columns.count), line: line))
      } else if bytes.extracting(start..<reader.offset).firstOffset(of: 0) != nil {
        note(CSVFault(reason: .zeroByte, line: line))
      } else {
        fields.append(contentsOf: row)
        lines.append(line)
      }
      start = reader.offset
    }
    endsWithinLine = bytes.byte(at: bytes.byteCount - 1) != UInt8(ascii: "\n")
  }

  private mutating func note(_ fault: CSVFault) {
    faultCount += 1
    if faults.count < CSVTable.faultLimit { faults.append(fault) }
  }

  /// The text of a field, each pair of quotes taken as one.
  static func text(of field: CSVField, _ bytes: RawSpan) -> String {
    guard field.isEscaped else { return bytes.string(field.range) }
    var result: [UInt8] = []
    var isSecond = false
    for byte in bytes.array(field.range) {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      if byte != UInt8(ascii: "\"") || isSecond { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
