/// Every metric of one run at every epoch, metric after metric: `values[metric * epochs + epoch]`.
///
/// A value that was never measured is `absent`, a NaN with a bit pattern of its own, so that a run's measured NaN stays
/// distinguishable: artifacts write the first as null and list the second as a special value.
public struct Curve: Sendable, Hashable {
  /// The number of epochs, from 0.
  public let epochs: Int
  /// The number of metrics.
  public let metrics: Int
  public var values: [Double]

  /// - Precondition: `values.count == epochs * metrics`.
  public init(epochs: Int, metrics: Int, values: [Double]) {
    precondition(values.count == epochs * metrics, "a curve holds every metric at every epoch")
    self.epochs = epochs
    self.metrics = metrics
    self.values = values
  }

  /// A curve without a single measurement.
  public init(epochs: Int, metrics: Int) {
    self.init(epochs: epochs, metrics: metrics, values: Array(repeating: Curve.absent, count: epochs * metrics))
  }

  @inlinable
  public subscript(metric: Int, epoch: Int) -> Double {
    get { values[metric * epochs + epoch] }
    set { values[metric * epochs + epoch] = newValue }
  }

  /// The values of one metric, epoch by epoch.
  public func column(_ metric: Int) -> ArraySlice<Double> { values[metric * epochs..<(metric + 1) * epochs] }

  /// The mark of a value that was not measured.
  public static let absent = Double(bitPattern: 0x7FF8_0000_0A85_E017)

  /// Whether `value` is the mark of a value that was not measured; a measured NaN is not.
  public static func isAbsent(_ value: Double) -> Bool { value.bitPattern == absent.bitPattern }

  /// Two curves are equal when every bit is: a NaN equals itself here, and -0 differs from 0.
  public static func == (left: Curve, right: Curve) -> Bool {
    left.epochs == right.epochs && left.metrics == right.metrics
      && left.values.elementsEqual(right.values) { $0.bitPattern == $1.bitPattern }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(epochs)
    for value in values { hasher.combine(value.bitPattern) }
  }
}

/// A measured value that is not an ordinary number, spelled as in the table `special_value`.
public enum SpecialValue: String, Sendable, Hashable {
  case nan = "NaN"
  case infinity = "Infinity"
  case negativeInfinity = "-Infinity"
  case negativeZero = "-0.0"

  /// Nil for an ordinary number and for the mark of an absent value.
  public init?(_ value: Double) {
    if value == 0 {
      guard value.sign == .minus else { return nil }
      self = .negativeZero
    } else if value.isFinite || Curve.isAbsent(value) {
      return nil
    } else if value.isNaN {
      self = .nan
    } else {
      self = value < 0 ? .negativeInfinity : .infinity
    }
  }
}
