import Bytes

/// Encodes rows in the record format, section 2.1 of the SQLite file format: append every column, then end the row.
///
/// What SQLite does to values bound to a STRICT table is done here as well: a NaN is stored as null, -0.0 as 0.0, and a
/// whole number of up to 48 bits in a REAL column as an integer, which takes less space and reads as the same double.
struct SQLiteRowEncoder: ~Copyable {
  /// The serial types of the row.
  private var types = OutputBytes()
  private var values = OutputBytes()
  private var cells = OutputBytes()
  private var lengths: [Int] = []

  mutating func appendNull() { types.append(0) }

  mutating func append(_ value: Int) {
    let folded = UInt64(truncatingIfNeeded: value < 0 ? ~value : value)
    switch folded {
    case 0..<0x80:
      // Zero and one have types of their own, and no bytes.
      if value & 1 == value { return types.append(8 | UInt8(truncatingIfNeeded: value)) }
      append(value, type: 1, byteCount: 1)
    case 0..<0x8000: append(value, type: 2, byteCount: 2)
    case 0..<0x80_0000: append(value, type: 3, byteCount: 3)
    case 0..<0x8000_0000: append(value, type: 4, byteCount: 4)
    case 0..<0x8000_0000_0000: append(value, type: 5, byteCount: 6)
    default: append(value, type: 6, byteCount: 8)
    }
  }

  private mutating func append(_ value: Int, type: UInt8, byteCount: Int) {
    types.append(type)
    values.append(bigEndian: UInt64(truncatingIfNeeded: value), byteCount: byteCount)
  }

  mutating func append(_ value: Int?) {
    if let value { append(value) } else { appendNull() }
  }

  mutating func append(_ value: Double) {
    if value.isNaN { return appendNull() }
    if value.magnitude <= 0x1p47 {
      let whole = Int(value)
      if Double(whole) == value, whole != 1 << 47 { return append(whole) }
    }
    types.append(7)
    values.append(bigEndian: value.bitPattern, byteCount: 8)
  }

  /// Appends the values of some columns, which stand one after the other in `values`, in one row of them.
  /// - Parameter length: That of a column.
  mutating func append(_ columns: Int, of values: [Double], length: Int, row: Int) {
    let span = values.span
    // Fractions alone take one type and eight bytes each.
    let shift = 0x1.8p52
    var areFractions = true
    for column in 0..<columns {
      let value = span[column * length + row]
      areFractions = areFractions && value.magnitude <= 0x1p47 && (value + shift) - shift != value
    }
    if areFractions {
      types.append(7, repeatCount: columns)
      self.values.append(bigEndianDoubles: span, from: row, step: length, rows: columns)
    } else {
      for column in 0..<columns { append(span[column * length + row]) }
    }
  }

  mutating func append(_ value: Double?) {
    if let value { append(value) } else { appendNull() }
  }

  mutating func append(_ text: String) {
    let start = values.count
    values.append(string: text)
    types.append(varint: UInt64(2 * (values.count - start) + 13))
  }

  mutating func append(_ text: String?) {
    if let text { append(text) } else { appendNull() }
  }

  /// Ends the row.
  /// - Parameter rowid: Nil for an index and for a table without rowid.
  mutating func endRow(rowid: Int? = nil) {
    let start = cells.count
    // The length of the header counts itself.
    let headerSize = types.count + (types.count < 127 ? 1 : types.count < 16_382 ? 2 : 3)
    cells.append(varint: UInt64(headerSize + values.count))
    if let rowid { cells.append(varint: UInt64(bitPattern: Int64(rowid))) }
    cells.append(varint: UInt64(headerSize))
    cells.append(types)
    cells.append(values)
    types.removeAll()
    values.removeAll()
    lengths.append(cells.count - start)
  }

  /// The rows that were ended since the last call.
  mutating func take() -> SQLiteCells {
    let size = cells.count
    let taken = SQLiteCells(exchange(&cells, with: OutputBytes(capacity: size + size / 8)), lengths: lengths)
    lengths.removeAll(keepingCapacity: true)
    return taken
  }
}
