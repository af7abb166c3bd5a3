import Costs

/// The fixed parts of the networks of NAS-Bench-201 and NATS-Bench; all of them are live.
///
/// Source: AutoDL-Projects, `xautodl/models/cell_infers/tiny_network.py`, `xautodl/models/cell_operations.py`.
extension LayerSink {
  /// The stem: 3x3 convolution and batch normalization, without ReLU.
  mutating func natsBenchStem(_ image: FeatureShape, to channels: Int) -> FeatureShape {
    let output = convolution(image, to: channels, Window(3), LayerUse())
    batchNorm(output, LayerUse())
    return output
  }

  /// The residual block that halves the resolution: its shortcut has neither normalization nor ReLU.
  mutating func natsBenchReduction(_ input: FeatureShape, to channels: Int) -> FeatureShape {
    let hidden = reluConvolutionBatchNorm(input, to: channels, Window(3, stride: 2), LayerUse())
    let output = reluConvolutionBatchNorm(hidden, to: channels, Window(3), LayerUse())
    let pooled = Pooling(.average, input: input, window: Window(2, stride: 2))
    add(.pooling(pooled), LayerUse())
    _ = convolution(pooled.output, to: channels, Window(1), LayerUse())
    rearrangement(.add, output, LayerUse())
    return output
  }

  /// The head: batch normalization, ReLU, global average pooling and a linear layer with bias.
  mutating func natsBenchHead(_ features: FeatureShape, classes: Int) {
    batchNorm(features, LayerUse())
    activation(.relu, features, LayerUse())
    add(.pooling(Pooling(adaptiveAverageOf: features)), LayerUse())
    add(.linear(Linear(inputs: features.channels, outputs: classes)), LayerUse())
  }
}
