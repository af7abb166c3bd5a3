/// The logarithm to base 10 without a library, so that pictures are the same everywhere.
enum DecimalLogarithm {
  private static let (two, ten) = (0.693_147_180_559_945_3, 2.302_585_092_994_045_7)

  /// - Parameter value: positive and finite.
  static func of(_ value: Double) -> Double {
    // ln m = 2 artanh((m - 1) / (m + 1)) for 1 <= m < 2.
    let ratio = (value.significand - 1) / (value.significand + 1)
    var (sum, power) = (0.0, ratio)
    for index in 0..<18 {
      sum += power / Double(2 * index + 1)
      power *= ratio * ratio
    }
    return (Double(value.exponent) * two + 2 * sum) / ten
  }
}
