import Costs

/// The generator of `normal` and `autoencoder`: 13 layers with normalization and one without.
///
/// Source: `GenerativeDecoder` of TransNAS-Bench-101, `lib/models/task_models/decoder.py`.
enum TransNASGenerator {
  /// When a layer doubles the resolution.
  private enum Doubling {
    case never
    /// Where the decoder doubles at least so often in all.
    case from(Int)
    case always
  }

  private static let layers: [(channels: Int, doubling: Doubling)] = [
    (1024, .never), (1024, .never), (512, .from(6)), (512, .never), (256, .from(5)), (128, .never), (64, .from(4)),
    (64, .never), (32, .from(3)), (32, .never), (16, .always), (32, .never), (16, .always),
  ]

  /// Describes the generator.
  /// - Parameter doublings: of the resolution, 2 ... 6.
  static func addLayers(_ features: FeatureShape, channels: Int, doublings: Int, to sink: inout some LayerSink) {
    precondition((2...6).contains(doublings), "a generator doubles the resolution two to six times")
    var shape = features
    for layer in layers {
      let doubles =
        switch layer.doubling {
        case .never: false
        case .from(let least): doublings >= least
        case .always: true
        }
      shape =
        doubles
        ? sink.decoderDeconvolution(shape, to: layer.channels) : sink.decoderConvolution(shape, to: layer.channels)
    }
    shape = sink.convolution(shape, to: channels, Window(3), hasBias: true, LayerUse())
    sink.activation(.tanh, shape, LayerUse())
  }
}
