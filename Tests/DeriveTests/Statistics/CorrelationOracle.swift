@testable import Derive

/// Correlations by their definitions, pair by pair.
enum CorrelationOracle {
  static func tau(_ x: [Double], _ y: [Double]) -> Double? {
    var (difference, untiedX, untiedY) = (0, 0, 0)
    for first in x.indices {
      for second in x.indices where second > first {
        let (one, two) = (sign(x[first] - x[second]), sign(y[first] - y[second]))
        difference += one * two
        untiedX += one * one
        untiedY += two * two
      }
    }
    guard untiedX > 0, untiedY > 0 else { return nil }
    return Double(difference) / (Double(untiedX) * Double(untiedY)).squareRoot()
  }

  static func ranks(_ values: [Double]) -> [Double] {
    values.map { value in
      Double(values.count { $0 < value }) + Double(values.count { $0 == value } + 1) / 2
    }
  }

  static func pearson(_ x: [Double], _ y: [Double]) -> Double? {
    let count = Double(x.count)
    let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
    let xx = x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
    let yy = y.reduce(0) { $0 + ($1 - meanY) * ($1 - meanY) }
    let xy = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    guard Set(x).count > 1, Set(y).count > 1 else { return nil }
    return xy / (xx * yy).squareRoot()
  }

  private static func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
}

func isClose(_ one: Double?, _ other: Double?, _ tolerance: Double = 1e-12) -> Bool {
  guard let one, let other else { return one == nil && other == nil }
  return abs(one - other) <= tolerance * max(1, abs(other))
}
