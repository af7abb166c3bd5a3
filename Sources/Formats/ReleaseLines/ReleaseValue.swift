public import Core

/// A number of a run as a whole.
public struct ReleaseValue: Sendable, Hashable {
  public var name: MetricName
  public var value: Double

  public init(name: MetricName, value: Double) {
    self.name = name
    self.value = value
  }

  public static func == (left: ReleaseValue, right: ReleaseValue) -> Bool {
    left.name == right.name && areSame(left.value, right.value)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(value.isNaN ? Double.nan.bitPattern : value.bitPattern)
  }

  /// Whether two values are the same to the last bit, every NaN being the same.
  static func areSame(_ left: Double?, _ right: Double?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.bitPattern == right.bitPattern || left.isNaN && right.isNaN
  }
}
