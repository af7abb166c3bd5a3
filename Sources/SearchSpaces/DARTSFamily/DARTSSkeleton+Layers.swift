import Costs

extension DARTSSkeleton {
  /// Describes the stem.
  /// - Parameter isLive: which of the two maps something live reads.
  /// - Returns: the shapes of the two inputs of the first cell.
  func addStem(
    isLive: (older: Bool, newer: Bool), to sink: inout some LayerSink
  ) -> (older: FeatureShape, newer: FeatureShape) {
    let image = FeatureShape(channels: 3, size: size)
    // Both maps are one, or the second is made of the first.
    let use = LayerUse(isLive: isLive.older || isLive.newer)
    switch stem {
    case .cifar: return addOneConvolution(image, to: 3 * channels, Window(3), sink: &sink, use)
    case .pnas(let filters):
      return addOneConvolution(image, to: filters, Window(3, stride: 2, padding: .valid), sink: &sink, use)
    case .imagenet:
      let half = sink.convolution(image, to: channels / 2, Window(3, stride: 2), use)
      sink.batchNorm(half, use)
      let older = sink.reluConvolutionBatchNorm(half, to: channels, Window(3, stride: 2), use)
      let newerUse = LayerUse(isLive: isLive.newer)
      return (older, sink.reluConvolutionBatchNorm(older, to: channels, Window(3, stride: 2), newerUse))
    }
  }

  private func addOneConvolution(
    _ image: FeatureShape, to channels: Int, _ window: Window, sink: inout some LayerSink, _ use: LayerUse
  ) -> (older: FeatureShape, newer: FeatureShape) {
    let map = sink.convolution(image, to: channels, window, use)
    sink.batchNorm(map, use)
    return (map, map)
  }

  /// Describes the auxiliary head, which is trained with the network and dropped afterwards; its work is counted as one
  /// run, as in a training step.
  ///
  /// On ImageNet the authors leave out the second normalization, by their own account a typo of the paper's experiments.
  /// Source: `AuxiliaryHeadCIFAR` and `AuxiliaryHeadImageNet` of quark0/darts, `cnn/model.py`.
  func addAuxiliaryHead(_ features: FeatureShape, to sink: inout some LayerSink) {
    let use = LayerUse()
    let isImageNet = stem == .imagenet
    sink.activation(.relu, features, use)
    let window = Window(5, stride: isImageNet ? 2 : 3, padding: .valid)
    let pooling = Pooling(.average, input: features, window: window)
    sink.add(.pooling(pooling), use)
    let hidden = sink.convolution(pooling.output, to: 128, Window(1), use)
    sink.batchNorm(hidden, use)
    sink.activation(.relu, hidden, use)
    let output = sink.convolution(hidden, to: 768, Window(2, padding: .valid), use)
    if !isImageNet { sink.batchNorm(output, use) }
    sink.activation(.relu, output, use)
    sink.add(.linear(Linear(inputs: output.elements, outputs: classes)), use)
  }

  /// Describes global pooling and classifier.
  func addHead(_ features: FeatureShape, to sink: inout some LayerSink) {
    let use = LayerUse()
    switch stem {
    case .imagenet:
      let window = Window(features.height, stride: features.height, padding: .valid)
      sink.add(.pooling(Pooling(.average, input: features, window: window)), use)
    case .cifar, .pnas:
      if stem != .cifar { sink.activation(.relu, features, use) }
      sink.add(.pooling(Pooling(adaptiveAverageOf: features)), use)
    }
    sink.add(.linear(Linear(inputs: features.channels, outputs: classes)), use)
  }
}
