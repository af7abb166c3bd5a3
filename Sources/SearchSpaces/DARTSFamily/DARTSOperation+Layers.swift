import Costs

extension DARTSOperation {
  /// What `skip_connect` is where it halves the resolution.
  enum StridedSkip: Sendable, Hashable {
    /// As in DARTS.
    case factorizedReduce
    /// As in PNAS: ReLU, a 1x1 convolution, batch normalization.
    case convolution
  }

  /// Describes the operation from `input` to `channels` channels.
  ///
  /// DARTS keeps the channels; PNAS changes them in its first cell, where poolings get a convolution of their own.
  /// Sources: `OPS` of quark0/darts, `cnn/operations.py`, and of chenxi116/PNASNet.pytorch, `operations.py`.
  /// - Returns: the shape of the output.
  func addLayers(
    _ input: FeatureShape, to channels: Int, stride: Int, stridedSkip: StridedSkip, sink: inout some LayerSink,
    _ use: LayerUse
  ) -> FeatureShape {
    switch self {
    case .averagePool3x3: Self.addPooling(.average, input, to: channels, stride: stride, sink: &sink, use)
    case .maxPool3x3: Self.addPooling(.maximum, input, to: channels, stride: stride, sink: &sink, use)
    case .skipConnect:
      Self.addSkip(input, to: channels, stride: stride, stridedSkip: stridedSkip, sink: &sink, use)
    case .separableConvolution3x3: Self.addSeparable(3, input, to: channels, stride: stride, sink: &sink, use)
    case .separableConvolution5x5: Self.addSeparable(5, input, to: channels, stride: stride, sink: &sink, use)
    case .separableConvolution7x7: Self.addSeparable(7, input, to: channels, stride: stride, sink: &sink, use)
    case .dilatedConvolution3x3:
      Self.addDepthwise(Window(3, stride: stride, dilation: 2), input, to: channels, sink: &sink, use)
    case .dilatedConvolution5x5:
      Self.addDepthwise(Window(5, stride: stride, dilation: 2), input, to: channels, sink: &sink, use)
    case .convolution7x1And1x7: Self.addCrossed(input, to: channels, stride: stride, sink: &sink, use)
    }
  }

  private static func addPooling(
    _ kind: Pooling.Kind, _ input: FeatureShape, to channels: Int, stride: Int, sink: inout some LayerSink,
    _ use: LayerUse
  ) -> FeatureShape {
    let pooling = Pooling(kind, input: input, window: Window(3, stride: stride))
    sink.add(.pooling(pooling), use)
    guard input.channels != channels else { return pooling.output }
    let output = sink.convolution(pooling.output, to: channels, Window(1), use)
    sink.batchNorm(output, use)
    return output
  }

  private static func addSkip(
    _ input: FeatureShape, to channels: Int, stride: Int, stridedSkip: StridedSkip, sink: inout some LayerSink,
    _ use: LayerUse
  ) -> FeatureShape {
    guard stride > 1 else {
      precondition(input.channels == channels, "an identity keeps the channels")
      sink.rearrangement(.identity, input, use)
      return input
    }
    return switch stridedSkip {
    case .factorizedReduce: sink.factorizedReduce(input, to: channels, stride: stride, use)
    case .convolution: sink.reluConvolutionBatchNorm(input, to: channels, Window(1, stride: stride), use)
    }
  }

  /// Twice ReLU, depthwise and 1x1 convolution, batch normalization; the first half has the stride and the channels.
  private static func addSeparable(
    _ kernel: Int, _ input: FeatureShape, to channels: Int, stride: Int, sink: inout some LayerSink, _ use: LayerUse
  ) -> FeatureShape {
    let hidden = addDepthwise(Window(kernel, stride: stride), input, to: channels, sink: &sink, use)
    return addDepthwise(Window(kernel), hidden, to: channels, sink: &sink, use)
  }

  /// ReLU, a depthwise convolution, a 1x1 convolution, batch normalization.
  private static func addDepthwise(
    _ window: Window, _ input: FeatureShape, to channels: Int, sink: inout some LayerSink, _ use: LayerUse
  ) -> FeatureShape {
    sink.activation(.relu, input, use)
    let filtered = sink.convolution(input, to: input.channels, window, groups: input.channels, use)
    let output = sink.convolution(filtered, to: channels, Window(1), use)
    sink.batchNorm(output, use)
    return output
  }

  /// ReLU, a 1x7 convolution with the stride along rows, a 7x1 convolution with the stride along columns, batch
  /// normalization.
  private static func addCrossed(
    _ input: FeatureShape, to channels: Int, stride: Int, sink: inout some LayerSink, _ use: LayerUse
  ) -> FeatureShape {
    sink.activation(.relu, input, use)
    let wide = Window(kernel: (height: 1, width: 7), stride: (height: 1, width: stride))
    let hidden = sink.convolution(input, to: input.channels, wide, use)
    let tall = Window(kernel: (height: 7, width: 1), stride: (height: stride, width: 1))
    let output = sink.convolution(hidden, to: channels, tall, use)
    sink.batchNorm(output, use)
    return output
  }
}
