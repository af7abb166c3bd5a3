import Costs

/// The decoder of `segmentsemantic`.
///
/// Source: `SegmentationDecoder` of TransNAS-Bench-101, `lib/models/task_models/decoder.py`.
enum TransNASSegmentationDecoder {
  /// Describes the decoder.
  /// - Parameter doublings: of the resolution, 1 ... 6.
  static func addLayers(_ features: FeatureShape, classes: Int, doublings: Int, to sink: inout some LayerSink) {
    precondition((1...6).contains(doublings), "a decoder doubles the resolution one to six times")
    var shape = sink.decoderConvolution(features, to: 1024)
    for _ in 0..<(6 - doublings) { shape = sink.decoderConvolution(shape, to: shape.channels / 2) }
    for _ in 0..<(doublings - 1) { shape = sink.decoderDeconvolution(shape, to: shape.channels / 2) }
    shape = sink.decoderDeconvolution(shape, to: shape.channels)
    _ = sink.convolution(shape, to: classes, Window(3), hasBias: true, LayerUse())
  }
}
