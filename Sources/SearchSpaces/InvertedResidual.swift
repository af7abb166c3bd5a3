import Costs

/// The main branch of a mobile inverted bottleneck: 1x1 expansion, depthwise convolution, squeeze and excitation, 1x1
/// projection. What bypasses it is the caller's business.
///
/// Source: the blocks of NAS-Bench-Macro, AttentiveNAS and once-for-all, which agree in all of it.
struct InvertedResidual {
  /// Channels between expansion and projection.
  var hidden: Int
  /// Channels of the output.
  var output: Int
  var kernel: Int
  var stride: Int
  var activation: Activation.Kind
  /// Whether there is an expansion; without it, `hidden` are the channels of the input.
  var expands = true
  /// Channels between the two convolutions of squeeze and excitation; nil where there is none.
  var squeezed: Int?

  /// Describes the branch, which ends in a normalization without activation.
  func addLayers(_ input: FeatureShape, to sink: inout some LayerSink) -> FeatureShape {
    let use = LayerUse()
    var shape = input
    if expands {
      shape = sink.convolution(shape, to: hidden, Window(1), use)
      sink.batchNorm(shape, use)
      sink.activation(activation, shape, use)
    }
    precondition(shape.channels == hidden, "a branch without expansion keeps its channels")
    shape = sink.convolution(shape, to: hidden, Window(kernel, stride: stride), groups: hidden, use)
    sink.batchNorm(shape, use)
    sink.activation(activation, shape, use)
    if let squeezed { Self.addSqueeze(shape, to: squeezed, sink: &sink) }
    shape = sink.convolution(shape, to: output, Window(1), use)
    sink.batchNorm(shape, use)
    return shape
  }

  /// Squeeze and excitation: both convolutions have biases and work on one pixel.
  private static func addSqueeze(_ shape: FeatureShape, to channels: Int, sink: inout some LayerSink) {
    let use = LayerUse()
    let pooling = Pooling(adaptiveAverageOf: shape)
    sink.add(.pooling(pooling), use)
    let squeezed = sink.convolution(pooling.output, to: channels, Window(1), hasBias: true, use)
    sink.activation(.relu, squeezed, use)
    let gate = sink.convolution(squeezed, to: shape.channels, Window(1), hasBias: true, use)
    sink.activation(.hardSigmoid, gate, use)
  }
}
