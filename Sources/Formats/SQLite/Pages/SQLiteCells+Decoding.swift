import Bindings
import Bytes

extension SQLiteCells {
  /// Gives every row to `rows`: the reverse of `SQLiteRowEncoder`.
  ///
  /// - Parameter kind: That of the tree. A row by rowid whose first column is null has it there.
  func insert(_ kind: SQLiteTreeKind, into rows: some SQLiteRows) throws(SQLiteError) {
    try bytes.withBytes { (bytes: RawSpan) throws(SQLiteError) in
      var start = 0
      for length in lengths {
        Self.bind(bytes.extracting(start..<start + length), kind, to: rows)
        try rows.insert()
        start += length
      }
    }
  }

  private static func bind(_ cell: RawSpan, _ kind: SQLiteTreeKind, to rows: some SQLiteRows) {
    var offset = 0
    _ = cell.varint(at: &offset)
    let rowid = kind == .table ? cell.varint(at: &offset) : nil
    let header = offset
    let headerSize = cell.varint(at: &offset)
    var value = header + headerSize
    var isFirst = true
    while offset < header + headerSize {
      let type = cell.varint(at: &offset)
      switch type {
      case 0: rows.bind(isFirst ? rowid : nil)
      case 1...6:
        let size = type < 5 ? type : type == 5 ? 6 : 8
        rows.bind(Int(truncatingIfNeeded: cell.signed(at: value, byteCount: size)))
        value += size
      case 7:
        rows.bind(Double(bitPattern: UInt64(bitPattern: cell.signed(at: value, byteCount: 8))))
        value += 8
      case 8, 9: rows.bind(type - 8)
      default:
        let size = (type - 13) / 2
        rows.bind(cell.string(value..<value + size))
        value += size
      }
      isFirst = false
    }
  }
}

extension RawSpan {
  /// A number of up to eight bytes, the most significant first.
  fileprivate func signed(at offset: Int, byteCount: Int) -> Int64 {
    var word: Int64 = byte(at: offset) >= 0x80 ? -1 : 0
    for index in 0..<byteCount { word = word << 8 | Int64(byte(at: offset + index)) }
    return word
  }
}
