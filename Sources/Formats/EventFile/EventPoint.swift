/// One measurement of a series.
public struct EventPoint: Sendable, Hashable {
  public let step: Int64
  public let value: Double
  /// Seconds since 1970 when it was written.
  public let wallTime: Double
}
