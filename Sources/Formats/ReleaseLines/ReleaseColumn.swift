public import Core

/// The values of one metric of one run, epoch by epoch.
public struct ReleaseColumn: Sendable, Hashable {
  public var name: MetricName
  /// Whether the metric stands among those of a split, under `metrics`.
  public var isMetric: Bool
  /// Values that were not measured are `Curve.absent`.
  public var values: [Double]

  public init(name: MetricName, isMetric: Bool, values: [Double]) {
    self.name = name
    self.isMetric = isMetric
    self.values = values
  }

  /// Two columns are equal when every bit is, but for what kind of NaN was measured.
  public static func == (left: ReleaseColumn, right: ReleaseColumn) -> Bool {
    left.name == right.name && left.isMetric == right.isMetric && left.values.count == right.values.count
      && zip(left.values, right.values).allSatisfy { identity($0) == identity($1) }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    for value in values { hasher.combine(Self.identity(value)) }
  }

  private static func identity(_ value: Double) -> UInt64 {
    value.isNaN && !Curve.isAbsent(value) ? Double.nan.bitPattern : value.bitPattern
  }
}
