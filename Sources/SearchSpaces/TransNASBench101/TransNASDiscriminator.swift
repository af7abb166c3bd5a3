import Costs

/// The discriminator of `normal` and `autoencoder`, which judges input and target side by side at 6 x 256 x 256.
///
/// It is trained with the model but not run by its forward pass: its parameters count, its work does not. Spectral
/// normalization adds no parameters, every convolution has a bias.
/// Source: `Discriminator` of TransNAS-Bench-101, `lib/models/task_models/discriminator.py`.
enum TransNASDiscriminator {
  private static let layers: [(channels: Int, window: Window)] = [
    (64, Window(5, stride: 4)), (128, Window(5, stride: 4)), (256, Window(5, stride: 4)), (256, Window(3)),
    (512, Window(3)), (512, Window(3)),
  ]

  /// Describes the discriminator.
  static func addLayers(to sink: inout some LayerSink) {
    let use = LayerUse(copies: 0)
    var shape = FeatureShape(channels: 6, size: TransNASHead.targetSize)
    for layer in layers {
      shape = sink.convolution(shape, to: layer.channels, layer.window, hasBias: true, use)
      sink.activation(.leakyReLU, shape, use)
    }
    shape = sink.convolution(shape, to: 1, Window(3), hasBias: true, use)
    sink.add(.pooling(Pooling(adaptiveAverageOf: shape)), use)
  }
}
