/// How many numbers there are under one name, and between which they lie.
struct NumberRange {
  /// Those that are finite.
  private(set) var count = 0
  /// NaN and infinities.
  private(set) var special = 0
  private(set) var least: Double?
  private(set) var most: Double?

  mutating func note(_ value: Double) {
    guard value.isFinite else {
      special += 1
      return
    }
    count += 1
    least = min(least ?? value, value)
    most = max(most ?? value, value)
  }
}
