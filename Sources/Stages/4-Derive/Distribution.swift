/// Where each of a set of values stands among all of them.
///
/// Formulas `minmax_p`, `rank01`, `zscore` and `nregret` as `docs/formulas.md` defines them.
struct Distribution {
  private let sorted: [Double]
  private let mean: Double
  private let deviation: Double
  /// The 1st and 99th percentile of the values that set the scale.
  private let low: Double
  private let high: Double

  /// - Parameters:
  ///   - values: finite, oriented so that larger is better, not empty.
  ///   - scale: those whose percentiles set the scale of `minmax_p`: architectures with a connected cell.
  init(_ values: [Double], scale: [Double]) {
    sorted = values.sorted()
    let count = Double(values.count)
    let mean = sorted.reduce(0, +) / count
    self.mean = mean
    deviation = (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    let scale = scale.sorted()
    low = Self.quantile(0.01, of: scale)
    high = Self.quantile(0.99, of: scale)
  }

  /// Quantile of type 7 (linear interpolation between the closest ranks) of an ascending list; NaN of none.
  static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    guard let last = sorted.last else { return .nan }
    let position = share * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return last }
    let fraction = position - Double(index)
    let step = sorted[index + 1] - sorted[index]
    // From the nearer end, as numpy does, so that both give the same bits.
    return fraction < 0.5 ? sorted[index] + step * fraction : sorted[index + 1] - step * (1 - fraction)
  }

  /// (y - p1) / (p99 - p1), clipped to 0…1; nil where the percentiles coincide.
  func minmaxP(_ value: Double) -> Double? {
    guard high > low else { return nil }
    return min(max((value - low) / (high - low), 0), 1)
  }

  /// The rank of `value`, 1 for the best; equal values share the mean of their ranks.
  /// - Complexity: O(log n).
  func averageRank(_ value: Double) -> Double {
    let below = firstIndex { $0 >= value }
    let through = firstIndex { $0 > value }
    let better = sorted.count - through
    return Double(better) + Double(through - below + 1) / 2
  }

  /// 1 - (average rank - 1) / (N - 1); nil where all values are one.
  func rank01(_ value: Double) -> Double? {
    guard let first = sorted.first, let last = sorted.last, last > first else { return nil }
    return 1 - (averageRank(value) - 1) / Double(sorted.count - 1)
  }

  /// (y - mean) / sd, ddof 0; nil where all values are one.
  func zscore(_ value: Double) -> Double? {
    guard let first = sorted.first, let last = sorted.last, last > first else { return nil }
    return (value - mean) / deviation
  }

  /// (max - y) / (max - min); nil where all values are one.
  func normalizedRegret(_ value: Double) -> Double? {
    guard let first = sorted.first, let last = sorted.last, last > first else { return nil }
    return (last - value) / (last - first)
  }

  /// The first place at which `holds`, which is false before it and true from there on.
  private func firstIndex(where holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
