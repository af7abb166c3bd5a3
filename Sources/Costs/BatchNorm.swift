/// Batch normalization of a map, one mean and variance per channel.
public struct BatchNorm: Sendable, Hashable {
  /// The shape of input and output.
  public let shape: FeatureShape
  /// Whether a scale and an offset per channel are learned.
  public let isAffine: Bool

  public init(_ shape: FeatureShape, isAffine: Bool = true) {
    self.shape = shape
    self.isAffine = isAffine
  }
}
