/// Base64 in the standard alphabet with padding (RFC 4648, section 4).
public enum Base64 {
  /// The six bits of each character; 0xFF for what is none.
  private static let values: InlineArray<256, UInt8> = {
    var values = InlineArray<256, UInt8>(repeating: 0xFF)
    for (index, character) in alphabet.enumerated() { values[Int(character)] = UInt8(index) }
    return values
  }()

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The bytes that `text` stands for. Line feeds and carriage returns, which MIME encoders put in, are passed over.
  /// - Throws: `Base64Error` at the first character that cannot be right.
  /// - Complexity: O(n), one allocation.
  public static func decode(_ text: RawSpan) throws(Base64Error) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.byteCount / 4 * 3 + 3)
    var (bits, count): (UInt32, Int) = (0, 0)
    var padding = 0
    for index in 0..<text.byteCount {
      let character = text.byte(at: index)
      let value = values[Int(character)]
      if value < 64, padding == 0 {
        bits = bits << 6 | UInt32(value)
        count += 1
        if count == 4 {
          result.append(UInt8(truncatingIfNeeded: bits >> 16))
          result.append(UInt8(truncatingIfNeeded: bits >> 8))
          result.append(UInt8(truncatingIfNeeded: bits))
          (bits, count) = (0, 0)
        }
      } else if character == UInt8(ascii: "="), count + padding < 4, count >= 2 {
        padding += 1
      } else if character != UInt8(ascii: "\n") && character != UInt8(ascii: "\r") {
        throw Base64Error(offset: index)
      }
    }
    guard count == 0 || count + padding == 4 else { throw Base64Error(offset: text.byteCount) }
    // What is left over below the last whole byte must be zero, so that one content has one encoding.
    if count == 2 {
      guard bits & 0xF == 0 else { throw Base64Error(offset: text.byteCount) }
      result.append(UInt8(truncatingIfNeeded: bits >> 4))
    } else if count == 3 {
      guard bits & 0x3 == 0 else { throw Base64Error(offset: text.byteCount) }
      result.append(UInt8(truncatingIfNeeded: bits >> 10))
      result.append(UInt8(truncatingIfNeeded: bits >> 2))
    }
    return result
  }

  /// Appends `bytes` in base64, padded, without line feeds.
  public static func encode(_ bytes: RawSpan, to output: inout OutputBytes) {
    var index = 0
    while index < bytes.byteCount {
      let count = min(3, bytes.byteCount - index)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < count ? UInt32(bytes.byte(at: index + offset)) : 0)
      }
      for position in 0..<4 {
        let bits = Int(group >> UInt32(18 - 6 * position) & 0x3F)
        output.append(position <= count ? alphabet[bits] : UInt8(ascii: "="))
      }
      index += 3
    }
  }
}
