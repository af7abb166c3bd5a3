import Core
import Costs

/// The static model that the authors build of a configuration.
///
/// Source: facebookresearch/AttentiveNAS, `models/attentive_nas_static_model.py` and `models/modules/static_layers.py`.
extension AttentiveNASConfiguration {
  /// One entry, for ImageNet at the resolution of the configuration.
  func costs() -> [CostEntry] {
    var tally = CostTally(conventions: [PublishedCounts(PlainMultiplyAccumulates())])
    addLayers(to: &tally)
    return [tally.entry(scope: .model, task: "imagenet", input: [3, resolution, resolution])]
  }

  /// Describes the network.
  /// - Returns: the shapes behind the first convolution and each of the seven stages.
  @discardableResult func addLayers(to sink: inout some LayerSink) -> [FeatureShape] {
    let (widths, depths, kernels, expansions) = (widths, depths, kernelSizes, expansionRatios)
    let image = FeatureShape(channels: 3, size: resolution)
    var shape = Self.addConvolution(image, to: widths[0], Window(3, stride: 2), sink: &sink)
    var shapes = [shape]
    for (index, stage) in AttentiveNASStage.all.enumerated() {
      for block in 0..<depths[index] {
        shape = Self.addBlock(
          shape, to: widths[index + 1], kernel: kernels[index], expansion: expansions[index],
          stride: block == 0 ? stage.stride : 1, squeezes: stage.squeezes, sink: &sink)
      }
      shapes.append(shape)
    }
    addHead(shape, to: &sink)
    return shapes
  }

  private func addHead(_ input: FeatureShape, to sink: inout some LayerSink) {
    let expanded = Self.addConvolution(input, to: 6 * input.channels, Window(1), sink: &sink)
    let pooling = Pooling(adaptiveAverageOf: expanded)
    sink.add(.pooling(pooling), LayerUse())
    let features = sink.convolution(pooling.output, to: widths[8], Window(1), LayerUse())
    sink.activation(.swish, features, LayerUse())
    sink.add(.linear(Linear(inputs: features.channels, outputs: 1000)), LayerUse())
  }

  /// Convolution, batch normalization, swish.
  private static func addConvolution(
    _ input: FeatureShape, to channels: Int, _ window: Window, sink: inout some LayerSink
  ) -> FeatureShape {
    let output = sink.convolution(input, to: channels, window, LayerUse())
    sink.batchNorm(output, LayerUse())
    sink.activation(.swish, output, LayerUse())
    return output
  }

  /// A bottleneck and the shortcut that every block has.
  private static func addBlock(
    _ input: FeatureShape, to channels: Int, kernel: Int, expansion: Int, stride: Int, squeezes: Bool,
    sink: inout some LayerSink
  ) -> FeatureShape {
    let hidden = EightfoldChannels.nearest(toTenths: 10 * input.channels * expansion)
    let branch = InvertedResidual(
      hidden: hidden, output: channels, kernel: kernel, stride: stride, activation: .swish, expands: expansion != 1,
      squeezed: squeezes ? EightfoldChannels.squeezed(from: hidden) : nil)
    let output = branch.addLayers(input, to: &sink)
    addShortcut(input, to: output, stride: stride, sink: &sink)
    sink.rearrangement(.add, output, LayerUse())
    return output
  }

  /// Average pooling where the resolution changes, and a 1x1 convolution without normalization where the width does.
  ///
  /// The authors allocate the convolution in any case; where the width stays, its weights are never used.
  private static func addShortcut(
    _ input: FeatureShape, to output: FeatureShape, stride: Int, sink: inout some LayerSink
  ) {
    var shape = input
    if stride > 1 {
      let pooling = Pooling(.average, input: input, window: Window(stride, stride: stride))
      sink.add(.pooling(pooling), LayerUse())
      shape = pooling.output
    }
    let isUsed = shape.channels != output.channels
    let use = LayerUse(copies: isUsed ? 1 : 0, isLive: isUsed)
    _ = sink.convolution(shape, to: output.channels, Window(1), use)
  }

  /// The seven stages and the shapes between them.
  var sketch: CellSketch {
    var tally = ParameterTally()
    let shapes = addLayers(to: &tally).map(\.sketchName)
    let (depths, kernels, expansions) = (depths, kernelSizes, expansionRatios)
    let stages = depths.indices.map { "\(depths[$0]) x MBConv k\(kernels[$0]) e\(expansions[$0])" }
    let steps = zip(["conv k3"] + stages, shapes).map { (operation: $0, node: $1) }
    let image = FeatureShape(channels: 3, size: resolution).sketchName
    return .chain("network", from: image, steps + [("head", "classes")])
  }
}
