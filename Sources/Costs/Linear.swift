/// A fully connected layer, applied once per copy of the input.
public struct Linear: Sendable, Hashable {
  public let inputs: Int
  public let outputs: Int
  public let hasBias: Bool

  public init(inputs: Int, outputs: Int, hasBias: Bool = true) {
    self.inputs = inputs
    self.outputs = outputs
    self.hasBias = hasBias
  }
}
