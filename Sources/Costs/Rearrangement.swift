/// A layer that multiplies nothing and has no parameters: it passes on, drops, joins or extends maps.
public struct Rearrangement: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// The output is the input.
    case identity
    /// The output is zero.
    case zero
    /// The sum of two maps of the shape.
    case add
    /// Zeros at the border.
    case pad
  }

  public let kind: Kind
  /// The shape of the output.
  public let shape: FeatureShape

  public init(_ kind: Kind, _ shape: FeatureShape) {
    self.kind = kind
    self.shape = shape
  }
}
