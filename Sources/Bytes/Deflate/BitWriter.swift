/// Bits that fill bytes from the lowest up, as DEFLATE orders them.
struct BitWriter {
  /// Bits not yet written, the first in the lowest place; fewer than eight between calls.
  private var pending: UInt64 = 0
  private var pendingCount: UInt64 = 0

  /// Appends the lowest `count` bits of `value`, at most 32. Room for eight bytes must have been reserved.
  mutating func append(_ value: UInt32, count: UInt32, to output: inout OutputBytes) {
    pending |= UInt64(value) << pendingCount
    pendingCount += UInt64(count)
    while pendingCount >= 8 {
      output.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      pendingCount -= 8
    }
  }

  /// Appends the code of every byte of `block`.
  /// - Precondition: two bytes per literal and a word more have been reserved in `output`.
  mutating func append(_ block: RawSpan, codes: LiteralCodes, to output: inout OutputBytes) {
    precondition(output.capacity - output.count >= 2 * block.byteCount + 16)
    var buffer = pending
    var used = pendingCount
    var offset = output.count
    let memory = unsafe output.memory
    unsafe block.withUnsafeBytes { bytes in
      unsafe codes.pairs.withUnsafeBufferPointer { pairs in
        var index = 0
        while index + 4 <= bytes.count {
          for step in [0, 2] {
            let pair = unsafe UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: index + step, as: UInt16.self))
            let code = unsafe pairs[Int(pair)]
            buffer |= (code & 0xFFFF_FFFF) << used
            used &+= code >> 32
          }
          unsafe memory.storeBytes(of: buffer.littleEndian, toByteOffset: offset, as: UInt64.self)
          offset &+= Int(used >> 3)
          buffer >>= used & ~7
          used &= 7
          index += 4
        }
        while index < bytes.count {
          let code = codes.singles[Int(unsafe bytes[index])]
          buffer |= UInt64(code & 0xFFFF) << used
          used &+= UInt64(code >> 16)
          unsafe memory.storeBytes(of: buffer.littleEndian, toByteOffset: offset, as: UInt64.self)
          offset &+= Int(used >> 3)
          buffer >>= used & ~7
          used &= 7
          index += 1
        }
      }
    }
    output.count = offset
    pending = buffer
    pendingCount = used
  }

  /// Fills the last byte with zeros.
  mutating func finish(_ output: inout OutputBytes) {
    if pendingCount > 0 { output.append(UInt8(truncatingIfNeeded: pending)) }
    pending = 0
    pendingCount = 0
  }
}
