/// Medians and what lies far from them.
enum RobustScale {
  /// The median; the mean of the two in the middle of an even number.
  /// - Precondition: `values` is not empty.
  /// - Complexity: O(n log n).
  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }

  /// The median distance from `center`.
  static func deviation(_ values: [Double], from center: Double) -> Double { median(values.map { abs($0 - center) }) }

  /// What makes a median absolute deviation a standard deviation, for normal values.
  static let normal = 1.4826
}
