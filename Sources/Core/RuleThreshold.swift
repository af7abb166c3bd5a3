/// A number that a rule compares with, which a pipeline file can set.
public struct RuleThreshold: Sendable, Hashable {
  /// The key in a pipeline file.
  public var name: String
  public var value: Double
  /// The smallest value that makes sense.
  public var minimum: Double
  /// Such as `epochs`, `seconds`, `times`.
  public var unit: String
  /// What the number decides, in one line.
  public var title: String

  public init(_ name: String, _ value: Double, _ unit: String, minimum: Double = 0, _ title: String) {
    self.name = name
    self.value = value
    self.minimum = minimum
    self.unit = unit
    self.title = title
  }
}
