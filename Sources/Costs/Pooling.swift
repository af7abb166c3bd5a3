/// A pooling layer; it has no parameters.
public struct Pooling: Sendable, Hashable {
  /// What the layer makes of the values under its window.
  public enum Kind: Sendable, Hashable {
    case maximum
    case average
    /// The average over windows that divide the input evenly among a given number of outputs.
    case adaptiveAverage
  }

  public let kind: Kind
  public let input: FeatureShape
  public let output: FeatureShape

  /// Pooling by a sliding window; adaptive pooling goes by the size of its output instead.
  public init(_ kind: Kind, input: FeatureShape, window: Window) {
    precondition(kind != .adaptiveAverage, "adaptive pooling is given by its output")
    self.kind = kind
    self.input = input
    self.output = window.output(of: input)
  }

  /// Adaptive average pooling to `size` rows and columns; 1 is global average pooling.
  public init(adaptiveAverageOf input: FeatureShape, size: Int = 1) {
    self.kind = .adaptiveAverage
    self.input = input
    self.output = FeatureShape(channels: input.channels, size: size)
  }
}
