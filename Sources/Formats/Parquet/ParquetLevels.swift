import Bytes

/// Definition levels of a flat optional column: 1 where a value is present, 0 where it is absent.
enum ParquetLevels {
  /// Appends levels in the hybrid of run lengths and packed bits (parquet-format, `Encodings.md`), width 1, after their
  /// length in four bytes as a data page of version 1 has it.
  static func append(_ present: [Bool], to output: inout OutputBytes) {
    var encoded = OutputBytes()
    var packed: [UInt8] = []
    var index = 0
    while index < present.count {
      var end = index + 1
      while end < present.count, present[end] == present[index] { end += 1 }
      if end - index >= 8 {
        flush(&packed, to: &encoded)
        append(varint: UInt64(end - index) << 1, to: &encoded)
        encoded.append(present[index] ? 1 : 0)
        index = end
      } else {
        // Eight levels whatever they are, the first in the lowest bit; the last group may be filled up with zeros.
        var group: UInt8 = 0
        for bit in 0..<min(8, present.count - index) where present[index + bit] { group |= 1 << UInt8(bit) }
        packed.append(group)
        index += 8
      }
    }
    flush(&packed, to: &encoded)
    output.append(littleEndian: UInt32(encoded.count))
    output.append(encoded)
  }

  private static func flush(_ packed: inout [UInt8], to output: inout OutputBytes) {
    guard !packed.isEmpty else { return }
    append(varint: UInt64(packed.count) << 1 | 1, to: &output)
    output.append(packed)
    packed.removeAll(keepingCapacity: true)
  }

  private static func append(varint value: UInt64, to output: inout OutputBytes) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }
}
