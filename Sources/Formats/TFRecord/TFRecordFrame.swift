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

  /// Appends a record that holds `payload`.
  public static func append(_ payload: RawSpan, to output: inout OutputBytes) {
    let length = UInt64(payload.byteCount)
    let header = (0..<8).map { UInt8(truncatingIfNeeded: length >> UInt64(8 * $0)) }
    output.append(header)
    append(header.withBytes { maskedChecksum(of: $0) }, to: &output)
    output.append(payload)
    append(maskedChecksum(of: payload), to: &output)
  }

  private static func append(_ checksum: UInt32, to output: inout OutputBytes) {
    for shift: UInt32 in [0, 8, 16, 24] { output.append(UInt8(truncatingIfNeeded: checksum >> shift)) }
  }
}
