/// The 32 lower-case hexadecimal digits of an MD5 digest, ready to be part of another message.
public struct MD5Digits: Sendable {
  /// Eight digits each, the first one in the lowest byte.
  let words: (UInt64, UInt64, UInt64, UInt64)

  @inline(__always) init(_ digest: MD5Digest) {
    let (high, low) = (digest.high, digest.low)
    words = (Self.digits(of: high >> 32), Self.digits(of: high), Self.digits(of: low >> 32), Self.digits(of: low))
  }

  /// The digit at `index`, 0 ..< 32, in ASCII.
  public subscript(index: Int) -> UInt8 {
    let word =
      switch index / 8 {
      case 0: words.0
      case 1: words.1
      case 2: words.2
      default: words.3
      }
    return UInt8(truncatingIfNeeded: word >> UInt64(index % 8 * 8))
  }

  /// Eight ASCII digits of the lower half of `word`, the highest four bits first, in the lowest byte.
  @inline(__always) private static func digits(of word: UInt64) -> UInt64 {
    // One byte of the word, then one half of it, into each byte of the result.
    var spread = UInt64(UInt32(truncatingIfNeeded: word).byteSwapped)
    spread = (spread | spread &<< 16) & 0x0000_FFFF_0000_FFFF
    spread = (spread | spread &<< 8) & 0x00FF_00FF_00FF_00FF
    let nibbles = (spread &>> 4 & 0x000F_000F_000F_000F) | (spread & 0x000F_000F_000F_000F) &<< 8
    // Ones where a letter is due: "a" is 39 further from "0" than the digit 10 would be.
    let letters = (nibbles &+ 0x0606_0606_0606_0606) &>> 4 & 0x0101_0101_0101_0101
    return nibbles &+ 0x3030_3030_3030_3030 &+ letters &* 39
  }
}
