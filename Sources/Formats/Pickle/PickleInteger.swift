internal import Bytes

/// The digits of whole numbers beyond 64 bits, found again from the offset of their opcode.
enum PickleInteger {
  /// 4300 decimal digits, and some.
  static let maximumByteCount = 1792

  /// The range of sign and digits in a line, without the `L` of Python 2; nil if it is none.
  static func digits(_ line: Range<Int>, in bytes: RawSpan) -> Range<Int>? {
    var end = line.upperBound
    if end > line.lowerBound, bytes.byte(at: end - 1) == UInt8(ascii: "L") { end -= 1 }
    var start = line.lowerBound
    if start < end, bytes.byte(at: start) == UInt8(ascii: "-") { start += 1 }
    guard start < end else { return nil }
    for index in start..<end where bytes.byte(at: index) &- 0x30 > 9 { return nil }
    return line.lowerBound..<end
  }

  /// The decimal digits of the number of an opcode LONG, LONG1, LONG4 or INT.
  /// - Complexity: O(n²) in its at most 4300 digits.
  static func decimal(at offset: Int, in bytes: RawSpan) -> String {
    let start: Int
    let count: Int
    switch PickleOpcode(rawValue: bytes.byte(at: offset)) {
    case .long1: (start, count) = (offset + 2, Int(bytes.byte(at: offset + 1)))
    case .long4: (start, count) = (offset + 5, Int(bytes.halfWord(at: offset + 1)))
    default:
      let end = bytes.firstOffset(of: UInt8(ascii: "\n"), from: offset) ?? bytes.byteCount
      return bytes.string(digits(offset + 1..<end, in: bytes) ?? offset..<offset)
    }
    return decimal(bytes.array(start..<start + count))
  }

  /// The decimal digits of a two's complement, lowest byte first.
  private static func decimal(_ bytes: [UInt8]) -> String {
    let isNegative = (bytes.last ?? 0) & 0x80 != 0
    var limbs: [UInt64] = []
    var carry: UInt64 = isNegative ? 1 : 0
    for start in stride(from: 0, to: bytes.count, by: 4) {
      var limb: UInt64 = 0
      for number in 0..<4 {
        let byte = start + number < bytes.count ? bytes[start + number] : isNegative ? 0xFF : 0
        limb |= UInt64(isNegative ? ~byte : byte) << UInt64(8 * number)
      }
      limb += carry
      carry = limb >> 32
      limbs.append(limb & 0xFFFF_FFFF)
    }
    if carry > 0 { limbs.append(carry) }
    var groups: [UInt64] = []
    while let top = limbs.last {
      if top == 0 {
        limbs.removeLast()
        continue
      }
      var rest: UInt64 = 0
      for place in limbs.indices.reversed() {
        (limbs[place], rest) = (rest << 32 | limbs[place]).quotientAndRemainder(dividingBy: 1_000_000_000)
      }
      groups.append(rest)
    }
    guard let highest = groups.popLast() else { return "0" }
    var text = (isNegative ? "-" : "") + String(highest)
    for group in groups.reversed() {
      let digits = String(group)
      text += String(repeating: "0", count: 9 - digits.utf8.count) + digits
    }
    return text
  }
}
