import Core

/// Standard normal numbers, the same for the same seed on every machine: the polar method of Marsaglia and Bray (1964).
struct NormalDeviates {
  private var generator: SeededGenerator
  private var spare: Double?

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func next() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    while true {
      let (one, other) = (unit(), unit())
      let square = one * one + other * other
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * Self.logarithm(square) / square).squareRoot()
      spare = other * factor
      return one * factor
    }
  }

  /// From -1 to below 1, on a grid of 2^-52.
  private mutating func unit() -> Double { Double(generator.next() >> 11) * 0x1p-52 - 1 }

  /// The natural logarithm of a positive number, to a few units in the last place: ln m = 2 artanh((m - 1) / (m + 1)).
  static func logarithm(_ value: Double) -> Double {
    var (mantissa, exponent) = (value.significand, Double(value.exponent))
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa /= 2
      exponent += 1
    }
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var (sum, power, divisor) = (0.0, ratio, 1.0)
    // |ratio| < 0.172, so that the twelfth term is below 2^-60.
    for _ in 0..<12 {
      sum += power / divisor
      power *= square
      divisor += 2
    }
    return exponent * 0.693_147_180_559_945_3 + 2 * sum
  }
}
