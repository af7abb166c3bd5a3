/// A transposed two-dimensional convolution ("deconvolution") with a square kernel, as PyTorch's `ConvTranspose2d`.
public struct TransposedConvolution: Sendable, Hashable {
  public let input: FeatureShape
  public let output: FeatureShape
  /// Rows and columns of the kernel.
  public let kernel: Int
  /// Divides the channels of input and output.
  public let groups: Int
  public let hasBias: Bool

  /// The output has (size - 1) * stride - 2 * padding + kernel + outputPadding rows and columns.
  public init(
    input: FeatureShape, outputChannels: Int, kernel: Int, stride: Int, padding: Int, outputPadding: Int,
    groups: Int = 1, hasBias: Bool
  ) {
    precondition(
      input.channels.isMultiple(of: groups) && outputChannels.isMultiple(of: groups), "groups must divide the channels")
    let growth = kernel + outputPadding - 2 * padding
    self.input = input
    self.output = FeatureShape(
      channels: outputChannels, height: (input.height - 1) * stride + growth,
      width: (input.width - 1) * stride + growth)
    self.kernel = kernel
    self.groups = groups
    self.hasBias = hasBias
  }

  /// The number of taps, rows times columns.
  public var taps: Int { kernel * kernel }
}
