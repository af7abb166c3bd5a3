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
  /// - Parameter codes: by literal: the code in the low half, at most 14 bits, and its length in the high half.
  /// - Precondition: two bytes per literal and a word more have been reserved in `output`.
  mutating func append(_ block: RawSpan, codes: [UInt32], to output: inout OutputBytes) {
    precondition(output.capacity - output.count >= 2 * block.byteCount + 16 && codes.count >= 256)
    var buffer = pending
    var used = pendingCount
    var offset = output.count
    let memory = unsafe output.memory
    unsafe block.withUnsafeBytes { bytes in
      unsafe codes.withUnsafeBufferPointer { codes in
        var index = 0
        while index + 4 <= bytes.count {
          for step in 0..<4 {
            let code = unsafe codes[Int(bytes[index + step])]
            buffer |= UInt64(code & 0xFFFF) << used
            used &+= UInt64(code >> 16)
          }
          unsafe memory.storeBytes(of: buffer.littleEndian, toByteOffset: offset, as: UInt64.self)
          offset &+= Int(used >> 3)
          buffer >>= used & ~7
          used &= 7
          index += 4
        }
        while index < bytes.count {
          let code = unsafe codes[Int(bytes[index])]
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
