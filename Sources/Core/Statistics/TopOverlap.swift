/// The share of common architectures among the best of two orders.
public struct TopOverlap: Sendable, Hashable {
  /// How many best of each.
  public var count: Int
  /// From 0 to 1.
  public var share: Double

  public init(count: Int, share: Double) {
    self.count = count
    self.share = share
  }
}
