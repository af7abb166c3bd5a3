/// A natural number of any size with exact decimal digits: how large spaces are counted.
struct DecimalNatural: Sendable, Hashable, CustomStringConvertible {
  /// Eighteen decimal digits each, the lowest first, without leading zero limbs; zero has none.
  private var limbs: [UInt64]

  private static let base: UInt64 = 1_000_000_000_000_000_000

  init(_ value: UInt64) {
    limbs = []
    var rest = value
    while rest > 0 {
      limbs.append(rest % Self.base)
      rest /= Self.base
    }
  }

  /// The product of `factors`, 1 if there are none.
  init(product factors: some Sequence<UInt64>) {
    self.init(1)
    for factor in factors { multiply(by: factor) }
  }

  /// Multiplies by a number of up to 64 bits.
  /// - Complexity: O(digits).
  mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      var (high, low) = limbs[index].multipliedFullWidth(by: factor)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      low = sum
      if overflow { high += 1 }
      let division = Self.base.dividingFullWidth((high, low))
      limbs[index] = division.remainder
      carry = division.quotient
    }
    while carry > 0 {
      limbs.append(carry % Self.base)
      carry /= Self.base
    }
    while limbs.last == 0 { limbs.removeLast() }
  }

  /// The decimal digits, without separators.
  var description: String {
    guard let top = limbs.last else { return "0" }
    return limbs.dropLast().reversed().reduce(into: String(top)) { text, limb in
      let digits = String(limb)
      text += String(repeating: "0", count: 18 - digits.count) + digits
    }
  }
}
