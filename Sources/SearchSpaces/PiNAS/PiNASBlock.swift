import Costs

/// One bottleneck of ResNeSt with split attention.
///
/// Source: Ernie1/Pi-NAS, `Bottleneck` of `encoding/models/backbone/resnet.py`, `SplAtConv2d` of `encoding/nn/splat.py`.
struct PiNASBlock {
  var choice: PiNASChoice
  var planes: Int
  var stride: Int
  /// Whether the shortcut has a convolution, in the first block of a stage.
  var projectsShortcut: Bool

  private static let expansion = 4

  /// Describes the block. The resolution is halved behind the attention, by pooling, not by the 3x3 convolution.
  func addLayers(_ input: FeatureShape, to sink: inout some LayerSink) -> FeatureShape {
    let width = planes * choice.baseWidth / 64 * choice.cardinality
    var shape = Self.addConvolution(input, to: width, Window(1), sink: &sink)
    sink.activation(.relu, shape, LayerUse())
    shape = addSplitAttention(shape, to: &sink)
    if stride > 1 {
      let pooling = Pooling(.average, input: shape, window: Window(3, stride: stride))
      sink.add(.pooling(pooling), LayerUse())
      shape = pooling.output
    }
    shape = Self.addConvolution(shape, to: planes * Self.expansion, Window(1), sink: &sink)
    if projectsShortcut {
      // Where the stride is 1, the pooling is there too, as a window of one pixel.
      let pooling = Pooling(.average, input: input, window: Window(stride, stride: stride))
      sink.add(.pooling(pooling), LayerUse())
      _ = Self.addConvolution(pooling.output, to: shape.channels, Window(1), sink: &sink)
    }
    sink.rearrangement(.add, shape, LayerUse())
    sink.activation(.relu, shape, LayerUse())
    return shape
  }

  /// A grouped 3x3 convolution to `radix` splits of the input's width, and weights for them from two 1x1 convolutions over
  /// the pooled sum of the splits.
  private func addSplitAttention(_ input: FeatureShape, to sink: inout some LayerSink) -> FeatureShape {
    let use = LayerUse()
    let (radix, cardinality) = (choice.radix, choice.cardinality)
    let splits = sink.convolution(input, to: input.channels * radix, Window(3), groups: cardinality * radix, use)
    sink.batchNorm(splits, use)
    sink.activation(.relu, splits, use)
    if radix > 1 { sink.rearrangement(.add, input, use) }
    let pooling = Pooling(adaptiveAverageOf: input)
    sink.add(.pooling(pooling), use)
    let hidden = max(splits.channels / 4, 32)
    let squeezed = sink.convolution(
      pooling.output, to: hidden, Window(1), groups: cardinality, hasBias: true, use)
    sink.batchNorm(squeezed, use)
    sink.activation(.relu, squeezed, use)
    let weights = sink.convolution(
      squeezed, to: splits.channels, Window(1), groups: cardinality, hasBias: true, use)
    if radix == 1 { sink.activation(.sigmoid, weights, use) }
    return input
  }

  /// Convolution and batch normalization.
  private static func addConvolution(
    _ input: FeatureShape, to channels: Int, _ window: Window, sink: inout some LayerSink
  ) -> FeatureShape {
    let output = sink.convolution(input, to: channels, window, LayerUse())
    sink.batchNorm(output, LayerUse())
    return output
  }
}
