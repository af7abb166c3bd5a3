/// The median of some values, and how far from it they usually lie.
struct RobustScale {
  /// The mean of the two in the middle of an even number.
  let median: Double
  /// The median distance from the median.
  let deviation: Double
  let low: Double
  let high: Double
  let count: Int

  /// What makes a median absolute deviation a standard deviation, for normal values.
  static let normal = 1.4826

  /// - Parameter values: not empty; sorted on return.
  /// - Complexity: O(n log n); O(n) where they are sorted.
  init(sorting values: inout [Double]) {
    values.sort()
    count = values.count
    low = values[0]
    high = values[count - 1]
    let median = Self.middle(values)
    self.median = median
    // Distances grow to both sides of the median, so that they are merged, not sorted.
    var right = values.firstIndex { $0 >= median } ?? count
    var left = right - 1
    var (before, last) = (0.0, 0.0)
    for _ in 0...count / 2 {
      before = last
      if left < 0 || (right < count && values[right] - median <= median - values[left]) {
        last = values[right] - median
        right += 1
      } else {
        last = median - values[left]
        left -= 1
      }
    }
    deviation = count.isMultiple(of: 2) ? (before + last) / 2 : last
  }

  /// The median.
  /// - Parameter values: not empty.
  static func median(_ values: [Double]) -> Double { middle(values.sorted()) }

  private static func middle(_ sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
