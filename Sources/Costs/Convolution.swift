/// A two-dimensional convolution over one input; depthwise where `groups` equals the channels of the input.
public struct Convolution: Sendable, Hashable {
  public let input: FeatureShape
  public let output: FeatureShape
  public let window: Window
  /// Divides the channels of input and output.
  public let groups: Int
  public let hasBias: Bool

  public init(input: FeatureShape, outputChannels: Int, window: Window, groups: Int = 1, hasBias: Bool = false) {
    precondition(
      input.channels.isMultiple(of: groups) && outputChannels.isMultiple(of: groups), "groups must divide the channels")
    self.input = input
    self.output = window.output(of: input).with(channels: outputChannels)
    self.window = window
    self.groups = groups
    self.hasBias = hasBias
  }

  /// Weights that each output value is made of: input channels of one group times kernel height times kernel width.
  public var weightsPerOutput: Int { input.channels / groups * window.taps }
}
