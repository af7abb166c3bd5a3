/// An activation function applied to every value of a map; no kind listed here has parameters.
public struct Activation: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case relu, leakyReLU, swish, hardSwish, sigmoid, hardSigmoid, tanh
  }

  public let kind: Kind
  /// The shape of input and output.
  public let shape: FeatureShape

  public init(_ kind: Kind, _ shape: FeatureShape) {
    self.kind = kind
    self.shape = shape
  }
}
