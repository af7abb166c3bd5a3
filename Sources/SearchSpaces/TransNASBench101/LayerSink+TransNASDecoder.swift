import Costs

/// The layers of the decoders, each 3x3 with bias.
///
/// Source: `ConvLayer` and `DeconvLayer` of TransNAS-Bench-101, `lib/models/net_ops/cell_ops.py`.
extension LayerSink {
  /// Convolution, batch normalization, LeakyReLU; the size is kept.
  mutating func decoderConvolution(_ input: FeatureShape, to channels: Int) -> FeatureShape {
    let output = convolution(input, to: channels, Window(3), hasBias: true, LayerUse())
    batchNorm(output, LayerUse())
    activation(.leakyReLU, output, LayerUse())
    return output
  }

  /// Transposed convolution, batch normalization, LeakyReLU; the size is doubled.
  mutating func decoderDeconvolution(_ input: FeatureShape, to channels: Int) -> FeatureShape {
    let layer = TransposedConvolution(
      input: input, outputChannels: channels, kernel: 3, stride: 2, padding: 1, outputPadding: 1, hasBias: true)
    add(.transposedConvolution(layer), LayerUse())
    batchNorm(layer.output, LayerUse())
    activation(.leakyReLU, layer.output, LayerUse())
    return layer.output
  }
}
