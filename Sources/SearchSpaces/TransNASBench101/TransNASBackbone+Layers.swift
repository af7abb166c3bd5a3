import Costs

extension TransNASBackbone {
  /// Describes the backbone for `copies` images of `size` x `size` pixels.
  /// - Returns: the shape of the features of one image.
  func addLayers(size: Int, copies: Int, to sink: inout some LayerSink) -> FeatureShape {
    let use = LayerUse(copies: copies)
    var shape = addStem(size: size, to: &sink, use)
    for module in modules {
      let channels = module.doublesChannels ? 2 * shape.channels : shape.channels
      shape = addBlock(shape, to: channels, stride: module.halvesResolution ? 2 : 1, sink: &sink, use)
      shape = addBlock(shape, to: channels, stride: 1, sink: &sink, use)
    }
    return shape
  }

  private func addStem(size: Int, to sink: inout some LayerSink, _ use: LayerUse) -> FeatureShape {
    let window = Window(3, stride: 2)
    let image = FeatureShape(channels: 3, size: size)
    let shape = sink.convolution(image, to: Self.baseChannels / 2, window, use)
    sink.batchNorm(shape, use)
    return sink.reluConvolutionBatchNorm(shape, to: Self.baseChannels, window, use)
  }

  private func addBlock(
    _ input: FeatureShape, to channels: Int, stride: Int, sink: inout some LayerSink, _ use: LayerUse
  ) -> FeatureShape {
    switch block {
    case .basic: Self.addBasicBlock(input, to: channels, stride: stride, sink: &sink, use)
    case .cell(let cell): cell.addLayers(input, to: channels, stride: stride, sink: &sink, use)
    }
  }

  /// Source: `ResNetBasicblock` of `lib/models/net_infer/cell_micro.py`.
  private static func addBasicBlock(
    _ input: FeatureShape, to channels: Int, stride: Int, sink: inout some LayerSink, _ use: LayerUse
  ) -> FeatureShape {
    let hidden = sink.reluConvolutionBatchNorm(input, to: channels, Window(3, stride: stride), use)
    let output = sink.reluConvolutionBatchNorm(hidden, to: channels, Window(3), use)
    if stride != 1 || input.channels != channels {
      let shortcut = sink.convolution(input, to: channels, Window(1, stride: stride), use)
      sink.batchNorm(shortcut, use)
    }
    sink.rearrangement(.add, output, use)
    return output
  }
}
