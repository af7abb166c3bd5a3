import Core
import Costs

/// The network of a subnet; every layer of it is live.
///
/// Source: mit-han-lab/once-for-all, `ofa/imagenet_classification/elastic_nn/networks/ofa_mbv3.py`.
extension OFAArchitecture {
  private typealias Stage = (channels: Int, stride: Int, squeezes: Bool, activation: Activation.Kind)

  private static let stageKinds: [Stage] = [
    (24, 2, false, .relu), (40, 2, true, .relu), (80, 2, false, .hardSwish), (112, 1, true, .hardSwish),
    (160, 2, true, .hardSwish),
  ]

  /// One entry, for ImageNet at the resolution of the subnet.
  func costs() -> [CostEntry] {
    var tally = CostTally(conventions: [PublishedCounts(PlainMultiplyAccumulates())])
    addLayers(to: &tally)
    return [tally.entry(scope: .model, task: "imagenet", input: [3, resolution, resolution])]
  }

  /// Describes the network.
  /// - Returns: the shapes behind the first convolution, the fixed block and each block of the stages.
  @discardableResult func addLayers(to sink: inout some LayerSink) -> [FeatureShape] {
    let image = FeatureShape(channels: 3, size: resolution)
    var shape = Self.addConvolution(image, to: width.scaled(16), Window(3, stride: 2), sink: &sink)
    var shapes = [shape]
    let fixed = InvertedResidual(
      hidden: shape.channels, output: shape.channels, kernel: 3, stride: 1, activation: .relu, expands: false)
    shape = Self.addBlock(fixed, shape, to: &sink)
    shapes.append(shape)
    for (stage, kind) in zip(stages, Self.stageKinds) {
      for (position, block) in stage.blocks.enumerated() {
        let hidden = EightfoldChannels.nearest(toTenths: 10 * shape.channels * block.expansionRatio)
        let branch = InvertedResidual(
          hidden: hidden, output: width.scaled(kind.channels), kernel: block.kernelSize,
          stride: position == 0 ? kind.stride : 1, activation: kind.activation,
          squeezed: kind.squeezes ? EightfoldChannels.squeezed(from: hidden) : nil)
        shape = Self.addBlock(branch, shape, to: &sink)
        shapes.append(shape)
      }
    }
    addHead(shape, to: &sink)
    return shapes
  }

  private func addHead(_ input: FeatureShape, to sink: inout some LayerSink) {
    let expanded = Self.addConvolution(input, to: width.scaled(960), Window(1), sink: &sink)
    let pooling = Pooling(adaptiveAverageOf: expanded)
    sink.add(.pooling(pooling), LayerUse())
    let features = sink.convolution(pooling.output, to: width.scaled(1280), Window(1), LayerUse())
    sink.activation(.hardSwish, features, LayerUse())
    sink.add(.linear(Linear(inputs: features.channels, outputs: 1000)), LayerUse())
  }

  /// Convolution, batch normalization, hard swish.
  private static func addConvolution(
    _ input: FeatureShape, to channels: Int, _ window: Window, sink: inout some LayerSink
  ) -> FeatureShape {
    let output = sink.convolution(input, to: channels, window, LayerUse())
    sink.batchNorm(output, LayerUse())
    sink.activation(.hardSwish, output, LayerUse())
    return output
  }

  /// A bottleneck, with an identity around it where the shape stays.
  private static func addBlock(
    _ branch: InvertedResidual, _ input: FeatureShape, to sink: inout some LayerSink
  ) -> FeatureShape {
    let output = branch.addLayers(input, to: &sink)
    if input == output { sink.rearrangement(.add, output, LayerUse()) }
    return output
  }

  /// The blocks and the shapes between them.
  var sketch: CellSketch {
    var tally = ParameterTally()
    let shapes = addLayers(to: &tally).map(\.sketchName)
    let blocks = stages.flatMap(\.blocks).map { "MBConv k\($0.kernelSize) e\($0.expansionRatio)" }
    let steps = zip(["conv k3", "MBConv k3 e1"] + blocks, shapes).map { (operation: $0, node: $1) }
    let image = FeatureShape(channels: 3, size: resolution).sketchName
    return .chain("network", from: image, steps + [("head", "classes")])
  }
}
