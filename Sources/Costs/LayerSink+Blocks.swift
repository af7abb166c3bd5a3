/// Blocks that NAS-Bench-201, DARTS and TransNAS-Bench-101 have in common, layer for layer as in AutoDL-Projects.
extension LayerSink {
  /// ReLU, convolution without bias, batch normalization.
  /// - Returns: the shape of the output.
  public mutating func reluConvolutionBatchNorm(
    _ input: FeatureShape, to channels: Int, _ window: Window, _ use: LayerUse
  ) -> FeatureShape {
    activation(.relu, input, use)
    let output = convolution(input, to: channels, window, use)
    batchNorm(output, use)
    return output
  }

  /// FactorizedReduce: ReLU, two 1x1 convolutions to half the channels each, the second on a copy shifted by one pixel,
  /// joined and normalized together. An odd number of channels goes to the second half, as in the authors' code.
  /// - Returns: the shape of the output, ceil(size / stride).
  public mutating func factorizedReduce(
    _ input: FeatureShape, to channels: Int, stride: Int, _ use: LayerUse
  ) -> FeatureShape {
    activation(.relu, input, use)
    rearrangement(.pad, input, use)
    let window = Window(1, stride: stride)
    let half = convolution(input, to: channels / 2, window, use)
    _ = convolution(input, to: channels - channels / 2, window, use)
    let output = half.with(channels: channels)
    batchNorm(output, use)
    return output
  }
}
