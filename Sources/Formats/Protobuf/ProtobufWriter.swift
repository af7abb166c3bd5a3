public import Bytes

/// Writes the fields of a message in the order of the calls.
public struct ProtobufWriter: ~Copyable {
  /// The message so far.
  public var output: OutputBytes

  public init(output: consuming OutputBytes = OutputBytes(capacity: 256)) { self.output = output }

  public mutating func varint(_ field: Int, _ value: UInt64) {
    append(varint: UInt64(field) << 3)
    append(varint: value)
  }

  /// An `int32` or `int64`: a negative number takes ten bytes.
  public mutating func integer(_ field: Int, _ value: Int64) { varint(field, UInt64(bitPattern: value)) }

  public mutating func double(_ field: Int, _ value: Double) {
    append(varint: UInt64(field) << 3 | 1)
    output.append(littleEndian: value.bitPattern)
  }

  public mutating func float(_ field: Int, _ value: Float) {
    append(varint: UInt64(field) << 3 | 5)
    output.append(littleEndian: value.bitPattern)
  }

  public mutating func bytes(_ field: Int, _ value: RawSpan) {
    append(varint: UInt64(field) << 3 | 2)
    append(varint: UInt64(value.byteCount))
    output.append(value)
  }

  public mutating func string(_ field: Int, _ value: String) { value.withBytes { bytes(field, $0) } }

  /// A message within this one, written by `body`.
  public mutating func message(_ field: Int, _ body: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    body(&inner)
    inner.output.withBytes { bytes(field, $0) }
  }

  private mutating func append(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }
}
