import Costs

/// The part of a model behind the backbone. Every layer of a head is live and runs once.
///
/// Source: TransNAS-Bench-101, `lib/models/task_models/decoder.py`.
enum TransNASHead: Sendable, Hashable {
  /// Global average pooling and one linear layer over the joined features of all input copies.
  case linear(outputs: Int)
  /// The decoder to 256 x 256 pixels of so many classes.
  case segmentation(classes: Int)
  /// The generator of a GAN to 256 x 256 pixels of so many channels, and its discriminator.
  case translation(channels: Int)

  /// Rows and columns of the target of the decoders.
  static let targetSize = 256

  /// Describes the head.
  /// - Parameters:
  ///   - features: what the backbone makes of one input copy.
  ///   - inputCopies: how many of them are joined along the channels.
  ///   - declaredSize: the size that the authors' code takes the features to have, which picks the decoder's layers.
  func addLayers(_ features: FeatureShape, inputCopies: Int, declaredSize: Int, to sink: inout some LayerSink) {
    switch self {
    case .linear(let outputs):
      let joined = features.with(channels: features.channels * inputCopies)
      sink.add(.pooling(Pooling(adaptiveAverageOf: joined)), LayerUse())
      sink.add(.linear(Linear(inputs: joined.channels, outputs: outputs)), LayerUse())
    case .segmentation(let classes):
      let doublings = Self.doublings(from: declaredSize)
      TransNASSegmentationDecoder.addLayers(features, classes: classes, doublings: doublings, to: &sink)
    case .translation(let channels):
      let doublings = Self.doublings(from: declaredSize)
      TransNASGenerator.addLayers(features, channels: channels, doublings: doublings, to: &sink)
      TransNASDiscriminator.addLayers(to: &sink)
    }
  }

  /// How often the decoder doubles the resolution: floor(log2(256 / `declaredSize`)).
  private static func doublings(from declaredSize: Int) -> Int {
    precondition((1...targetSize).contains(declaredSize), "features no larger than the target")
    var count = 0
    while declaredSize << (count + 1) <= targetSize { count += 1 }
    return count
  }
}
