import Costs

/// The network that every cell is trained in: three stacks of three cells on CIFAR-10.
///
/// Source: `build_model` of the authors' `model_builder.py`, with the published configuration.
enum NASBench101Network {
  /// The shape of one example.
  static let image = FeatureShape(channels: 3, size: 32)

  static func addLayers(of cell: NASBench101Cell, to sink: inout some LayerSink) {
    var shape = sink.convolutionBatchNormReLU(image, to: 128, Window(3))
    for stack in 0..<3 {
      var channels = shape.channels
      if stack > 0 {
        let pooling = Pooling(.maximum, input: shape, window: Window(2, stride: 2))
        sink.add(.pooling(pooling), LayerUse())
        shape = pooling.output
        channels *= 2
      }
      for _ in 0..<3 { shape = cell.addLayers(shape, to: channels, sink: &sink) }
    }
    sink.add(.pooling(Pooling(adaptiveAverageOf: shape)), LayerUse())
    sink.add(.linear(Linear(inputs: shape.channels, outputs: 10)), LayerUse())
  }
}
