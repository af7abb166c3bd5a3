/// Maps values to coordinates of a chart.
struct ChartScale {
  let low: Double
  let high: Double
  /// The coordinates of `low` and `high`.
  let from: Double
  let to: Double
  /// Whether values are counts or epochs, which have no ticks between them.
  let isWhole: Bool
  /// Whether equal ratios are equally far apart; `low` is positive then.
  let isLogarithmic: Bool

  /// The ratio of the largest to the smallest value from which on a scale may be logarithmic: one and a half decades.
  private static let wideRatio = 31.6

  /// - Parameters:
  ///   - values: their finite range is shown; a single value gets a range around it.
  ///   - margin: room beyond the smallest and the largest value, as a share of the range.
  ///   - mayBeLogarithmic: whether it is where positive values span more than one and a half decades.
  init(
    _ values: [Double], from: Double, to: Double, isWhole: Bool = false, margin: Double = 0,
    mayBeLogarithmic: Bool = false
  ) {
    let finite = values.filter(\.isFinite)
    var (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    if low == high || !(high - low).isFinite {
      let around = isWhole ? 0.5 : low == 0 ? 1 : abs(low) * 0.05
      (low, high) = (low - around, low + around)
    }
    isLogarithmic = mayBeLogarithmic && low > 0 && high / low > Self.wideRatio
    if isLogarithmic {
      // The share of the decades as a factor, nearly: 10 to the power of little.
      let room = 1 + margin * DecimalLogarithm.of(high / low) * 2.3
      self.low = low / room
      self.high = high * room
    } else {
      let room = (high - low) * margin
      self.low = low - room
      self.high = high + room
    }
    self.from = from
    self.to = to
    self.isWhole = isWhole
  }

  func place(_ value: Double) -> Double {
    let share =
      isLogarithmic
      ? DecimalLogarithm.of(value / low) / DecimalLogarithm.of(high / low) : (value - low) / (high - low)
    return from + share * (to - from)
  }

  /// Three to six round values within the range; fewer where only whole ones will do.
  var ticks: [Double] {
    if isLogarithmic {
      let fine = Self.steps.filter { $0 >= low && $0 <= high }
      if fine.count <= 7 { return fine }
      let powers = Self.steps.indices.filter { $0 % 3 == 0 }.map { Self.steps[$0] }.filter { $0 >= low && $0 <= high }
      return powers.indices.filter { $0 % ((powers.count + 6) / 7) == 0 }.map { powers[$0] }
    }
    let range = high - low
    guard range > 0, range.isFinite else { return [] }
    let smallest = isWhole ? 1.0 : 0
    guard let step = Self.steps.first(where: { $0 >= smallest && range / $0 <= 6 }) else { return [low, high] }
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard first <= last, last - first < 20, abs(first) < 1e12 else { return [low, high] }
    return (Int(first)...Int(last)).map { Double($0) * step }.filter { $0 >= low && $0 <= high }
  }

  /// What stands at `ticks`: in one unit and with the same decimals, but each for itself where it is logarithmic.
  var labels: [String] {
    let ticks = self.ticks
    return isLogarithmic ? ticks.map { Numeral.axis([$0])[0] } : Numeral.axis(ticks)
  }

  /// 1, 2 and 5 times each power of ten from 1e-15 to 1e20, each the nearest double.
  private static let steps = (-15...20).flatMap { exponent in
    let power = (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 }
    return [1.0, 2, 5].map { exponent < 0 ? $0 / power : $0 * power }
  }
}
