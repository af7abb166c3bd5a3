/// A natural number of any size, for the rare exact cases of decimal conversion and for building their table.
///
/// Limbs of 64 bits, the lowest first, without leading zero limbs; zero has none.
struct BigNatural: Hashable, Sendable {
  private(set) var limbs: [UInt64]

  init(_ value: UInt64) {
    limbs = value == 0 ? [] : [value]
  }

  /// The number of bits without leading zeros.
  var bitWidth: Int {
    guard let top = limbs.last else { return 0 }
    return limbs.count * 64 - top.leadingZeroBitCount
  }

  /// Multiplies by a small number and adds another.
  mutating func multiply(by factor: UInt64, adding addend: UInt64 = 0) {
    var carry = addend
    for index in limbs.indices {
      let product = limbs[index].multipliedFullWidth(by: factor)
      let (low, overflow) = product.low.addingReportingOverflow(carry)
      limbs[index] = low
      carry = product.high &+ (overflow ? 1 : 0)
    }
    if carry != 0 { limbs.append(carry) }
  }

  /// Multiplies by 5ⁿ, n ≥ 0.
  mutating func multiply(byPowerOfFive exponent: Int) {
    var left = exponent
    while left >= 27 {
      multiply(by: 7_450_580_596_923_828_125)
      left -= 27
    }
    for _ in 0..<left { multiply(by: 5) }
  }

  /// Multiplies by 2ⁿ, n ≥ 0.
  mutating func shiftLeft(by count: Int) {
    guard !limbs.isEmpty, count > 0 else { return }
    let bits = count % 64
    if bits > 0 {
      var carry: UInt64 = 0
      for index in limbs.indices {
        let limb = limbs[index]
        limbs[index] = limb << UInt64(bits) | carry
        carry = limb >> UInt64(64 - bits)
      }
      if carry != 0 { limbs.append(carry) }
    }
    limbs.insert(contentsOf: repeatElement(0, count: count / 64), at: 0)
  }

  /// Subtracts a number that is not larger.
  mutating func subtract(_ other: BigNatural) {
    var borrow: UInt64 = 0
    for index in limbs.indices {
      if index >= other.limbs.count && borrow == 0 { break }
      let amount = index < other.limbs.count ? other.limbs[index] : 0
      let (first, firstOverflow) = limbs[index].subtractingReportingOverflow(amount)
      let (second, secondOverflow) = first.subtractingReportingOverflow(borrow)
      limbs[index] = second
      borrow = firstOverflow || secondOverflow ? 1 : 0
    }
    while limbs.last == 0 { limbs.removeLast() }
  }

  /// The bits from the highest one down, cut or filled with zeros to 128.
  var top128: (high: UInt64, low: UInt64) {
    var copy = self
    let width = bitWidth
    if width <= 128 {
      copy.shiftLeft(by: 128 - width)
      return (copy.limbs[1], copy.limbs[0])
    }
    copy.shiftLeft(by: (64 - width % 64) % 64)
    return (copy.limbs[copy.limbs.count - 1], copy.limbs[copy.limbs.count - 2])
  }
}

extension BigNatural: Comparable {
  static func < (first: BigNatural, second: BigNatural) -> Bool {
    if first.limbs.count != second.limbs.count { return first.limbs.count < second.limbs.count }
    for index in first.limbs.indices.reversed() where first.limbs[index] != second.limbs[index] {
      return first.limbs[index] < second.limbs[index]
    }
    return false
  }
}
