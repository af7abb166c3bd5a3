import Core
import Testing

struct CurveTests {
  /// 3 metrics × 12 epochs, of which some have values: numbers, a measured NaN and a negative zero.
  private static func curve(measured epochs: [Int]) -> Curve {
    var curve = Curve(epochs: 12, metrics: 3)
    for (place, epoch) in epochs.enumerated() {
      curve[place % 3, epoch] = [Double(epoch) + 0.5, .nan, -0.0][place % 3]
      curve[2, epoch] = 1
    }
    return curve
  }

  private static let measured = [[], [11], [5, 11], [0, 5, 11], Array(0..<12)]

  @Test(arguments: measured)
  func aCompactedCurveHasEveryValueOfTheCurve(_ epochs: [Int]) {
    let curve = Self.curve(measured: epochs)
    let compact = curve.compacted
    #expect(compact == curve && curve == compact && compact.hashValue == curve.hashValue)
    for metric in 0..<3 {
      let columns = (compact.column(metric).map(\.bitPattern), curve.column(metric).map(\.bitPattern))
      #expect(columns.0 == columns.1)
      for epoch in 0..<12 {
        let values = (compact[metric, epoch].bitPattern, curve[metric, epoch].bitPattern)
        #expect(values.0 == values.1)
      }
    }
    let values = (compact.values.map(\.bitPattern), curve.values.map(\.bitPattern))
    #expect(values.0 == values.1)
  }

  @Test(arguments: measured)
  func aCompactedCurveCanBeChanged(_ epochs: [Int]) {
    var (curve, compact) = (Self.curve(measured: epochs), Self.curve(measured: epochs).compacted)
    for epoch in [3, 11] {
      curve[1, epoch] = 7
      compact[1, epoch] = 7
    }
    #expect(compact == curve)
    compact.values[0] = 9
    #expect(compact != curve)
  }

  @Test func anAbsentValueIsNoMeasuredOne() {
    var (one, other) = (Curve(epochs: 12, metrics: 1), Curve(epochs: 12, metrics: 1))
    one[0, 3] = .nan
    #expect(one.compacted != other.compacted)
    other[0, 4] = .nan
    #expect(one.compacted != other.compacted)
  }
}
