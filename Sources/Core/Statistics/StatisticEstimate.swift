/// A statistic with an interval.
public struct StatisticEstimate: Sendable, Hashable {
  public var value: Double
  /// The 2.5 % and 97.5 % quantile over draws of classes; nil where half of the draws or more do not define it.
  public var interval: ClosedRange<Double>?

  public init(_ value: Double, interval: ClosedRange<Double>?) {
    self.value = value
    self.interval = interval
  }
}
