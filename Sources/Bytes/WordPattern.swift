/// Bit tricks on eight bytes held in a word, the first byte lowest.
///
/// The masks have the top bit of a byte set where it matches. Bits above the lowest set one may be wrong (a borrow can
/// pass on), so only the first match may be used.
@usableFromInline
enum WordPattern {
  @usableFromInline static let ones: UInt64 = 0x0101_0101_0101_0101
  @usableFromInline static let tops: UInt64 = 0x8080_8080_8080_8080
  @usableFromInline static let spaces: UInt64 = 0x2020_2020_2020_2020

  /// The bytes equal to `byte`.
  @inlinable @inline(__always)
  static func matches(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & tops
  }

  /// The bytes that end the plain part of a JSON string: quote, backslash, below 0x20, above 0x7F.
  @inlinable @inline(__always)
  static func stringSpecials(_ word: UInt64) -> UInt64 {
    let quotes = word ^ 0x2222_2222_2222_2222
    let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
    let found =
      ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | ((word &- spaces) & ~word) | word
    return found & tops
  }

  /// Whether all eight bytes are decimal digits.
  @inlinable @inline(__always)
  static func areDigits(_ word: UInt64) -> Bool {
    let low = word & 0xF0F0_F0F0_F0F0_F0F0
    let high = (word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
    return low | (high >> 4) == 0x3333_3333_3333_3333
  }

  /// The number that eight decimal digits spell.
  @inlinable @inline(__always)
  static func digitsValue(_ word: UInt64) -> UInt64 {
    var value = word &- 0x3030_3030_3030_3030
    value = (value &* 10) &+ (value >> 8)
    let low = (value & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let high = ((value >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (low &+ high) >> 32
  }

  /// The eight digits of a number below 10⁸ as bytes 0 to 9, the first digit lowest.
  @inlinable @inline(__always)
  static func digits(of value: UInt64) -> UInt64 {
    let halves = (value / 10_000) | ((value % 10_000) << 32)
    let hundreds = ((halves &* 10_486) >> 20) & 0x0000_007F_0000_007F
    let pairs = hundreds | ((halves &- hundreds &* 100) << 16)
    let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
    return tens | ((pairs &- tens &* 10) << 8)
  }
}
