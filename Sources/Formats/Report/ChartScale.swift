/// Maps values to coordinates of a chart.
struct ChartScale {
  let low: Double
  let high: Double
  /// The coordinates of `low` and `high`.
  let from: Double
  let to: Double

  /// - Parameter values: their finite range is shown; a single value gets a range around it.
  init(_ values: [Double], from: Double, to: Double) {
    let finite = values.filter(\.isFinite)
    var (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    if low == high || !(high - low).isFinite {
      let margin = max(abs(low) * 0.05, 1e-9)
      (low, high) = (low - margin, low + margin)
    }
    self.low = low
    self.high = high
    self.from = from
    self.to = to
  }

  func place(_ value: Double) -> Double { from + (value - low) / (high - low) * (to - from) }

  /// Three to six round values within the range.
  var ticks: [Double] {
    let range = high - low
    guard range > 0, range.isFinite else { return [] }
    var step = 1e-300
    while step * 10 <= range { step *= 10 }
    for factor in [0.2, 0.5, 1, 2, 5] where range / (factor * step) <= 6 {
      step *= factor
      break
    }
    let first = (low / step).rounded(.up)
    let last = (high / step).rounded(.down)
    guard last - first < 20, abs(first) < 1e12 else { return [low, high] }
    return (Int(first)...max(Int(first), Int(last))).map { Double($0) * step }.filter { $0 <= high }
  }
}
