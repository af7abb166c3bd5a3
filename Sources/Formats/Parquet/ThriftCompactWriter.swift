import Bytes

/// Writes the compact protocol of Apache Thrift, as far as Parquet's metadata need it
/// (thrift, `doc/specs/thrift-compact-protocol.md`).
struct ThriftCompactWriter: ~Copyable {
  /// The types of fields and elements.
  enum Kind: UInt8 {
    case int32 = 5
    case int64 = 6
    case binary = 8
    case list = 9
    case structure = 12
  }

  var output: OutputBytes
  /// The number of the last field of each structure that is open.
  private var fields: [Int] = [0]

  init(output: consuming OutputBytes = OutputBytes()) { self.output = output }

  mutating func int16(_ field: Int, _ value: Int16) {
    header(field, 4)
    zigzag(Int64(value))
  }

  mutating func int32(_ field: Int, _ value: Int32) {
    header(field, Kind.int32.rawValue)
    zigzag(Int64(value))
  }

  mutating func int64(_ field: Int, _ value: Int64) {
    header(field, Kind.int64.rawValue)
    zigzag(value)
  }

  mutating func boolean(_ field: Int, _ value: Bool) { header(field, value ? 1 : 2) }

  mutating func binary(_ field: Int, _ value: [UInt8]) {
    header(field, Kind.binary.rawValue)
    binaryElement(value)
  }

  mutating func string(_ field: Int, _ value: String) { binary(field, Array(value.utf8)) }

  /// A structure within this one.
  mutating func structure(_ field: Int, _ body: (inout ThriftCompactWriter) -> Void) {
    header(field, Kind.structure.rawValue)
    structureElement(body)
  }

  /// A list, whose elements are to follow by calls of the functions for elements.
  mutating func list(_ field: Int, of kind: Kind, count: Int) {
    header(field, Kind.list.rawValue)
    output.append(UInt8(min(count, 15)) << 4 | kind.rawValue)
    if count >= 15 { varint(UInt64(count)) }
  }

  mutating func structureElement(_ body: (inout ThriftCompactWriter) -> Void) {
    fields.append(0)
    body(&self)
    output.append(0)
    fields.removeLast()
  }

  mutating func int32Element(_ value: Int32) { zigzag(Int64(value)) }

  mutating func binaryElement(_ value: [UInt8]) {
    varint(UInt64(value.count))
    output.append(value)
  }

  /// Ends the outermost structure.
  mutating func end() { output.append(0) }

  private mutating func header(_ field: Int, _ kind: UInt8) {
    let delta = field - fields[fields.count - 1]
    fields[fields.count - 1] = field
    if (1...15).contains(delta) {
      output.append(UInt8(delta) << 4 | kind)
    } else {
      output.append(kind)
      zigzag(Int64(field))
    }
  }

  private mutating func zigzag(_ value: Int64) { varint(UInt64(bitPattern: value << 1 ^ value >> 63)) }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }
}
