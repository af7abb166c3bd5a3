public import Bytes

/// The frame of a TFRecord: length (64 bits), masked CRC-32C of these eight bytes, payload, masked CRC-32C of the
/// payload; all numbers little-endian (TensorFlow, `core/lib/io/record_writer.h`).
public enum TFRecordFrame {
  /// The number of bytes before the payload.
  static let headerSize = 12
  /// The number of bytes behind it.
  static let footerSize = 4

  /// A checksum that may itself stand among data that is summed: rotated right by 15 bits, plus a constant.
  static func maskedChecksum(of bytes: RawSpan) -> UInt32 {
    let value = CRC32C.checksum(of: bytes)
    return (value >> 15 | value << 17) &+ 0xA282_EAD8
  }

  /// Whether a file that begins with `head` begins with a length and its right checksum.
  public static func beginsFile(_ head: RawSpan) -> Bool {
    guard head.byteCount >= headerSize else { return false }
    return UInt32(truncatingIfNeeded: head.wordOrTail(at: 8)) == maskedChecksum(of: head.extracting(0..<8))
  }

  /// Appends a record that holds `payload`.
  public static func append(_ payload: RawSpan, to output: inout OutputBytes) {
    var length = OutputBytes()
    length.append(littleEndian: UInt64(payload.byteCount))
    output.append(length)
    output.append(littleEndian: length.withBytes { maskedChecksum(of: $0) })
    output.append(payload)
    output.append(littleEndian: maskedChecksum(of: payload))
  }
}
