import Core
import Costs

/// The network for CIFAR-10; every layer of it is live.
///
/// Source: xiusu/NAS-Bench-Macro, the network of the benchmark.
extension NASBenchMacroArchitecture {
  private static let stemChannels = 32
  private static let stageChannels = [64, 128, 256]
  private static let headChannels = 1280
  private static let image = FeatureShape(channels: 3, size: 32)

  /// One entry, for CIFAR-10.
  func costs() -> [CostEntry] {
    var tally = CostTally(conventions: [PublishedCounts(PlainMultiplyAccumulates())])
    addLayers(to: &tally)
    return [tally.entry(scope: .model, task: "cifar10", input: [3, 32, 32])]
  }

  /// Describes the network.
  /// - Returns: the shapes behind the stem and each of the eight layers.
  @discardableResult func addLayers(to sink: inout some LayerSink) -> [FeatureShape] {
    var shape = Self.addConvolution(Self.image, to: Self.stemChannels, Window(3), sink: &sink)
    var shapes = [shape]
    let blocks = blocks
    for (stage, channels) in zip(Self.stages, Self.stageChannels) {
      for layer in stage {
        shape = Self.addBlock(
          blocks[layer], shape, to: channels, stride: layer == stage.lowerBound ? 2 : 1, sink: &sink)
        shapes.append(shape)
      }
    }
    let features = Self.addConvolution(shape, to: Self.headChannels, Window(1), sink: &sink)
    sink.add(.pooling(Pooling(adaptiveAverageOf: features)), LayerUse())
    sink.add(.linear(Linear(inputs: features.channels, outputs: 10)), LayerUse())
    return shapes
  }

  /// Convolution, batch normalization, ReLU.
  private static func addConvolution(
    _ input: FeatureShape, to channels: Int, _ window: Window, sink: inout some LayerSink
  ) -> FeatureShape {
    let output = sink.convolution(input, to: channels, window, LayerUse())
    sink.batchNorm(output, LayerUse())
    sink.activation(.relu, output, LayerUse())
    return output
  }

  private static func addBlock(
    _ block: NASBenchMacroBlock, _ input: FeatureShape, to channels: Int, stride: Int, sink: inout some LayerSink
  ) -> FeatureShape {
    let keepsShape = stride == 1 && input.channels == channels
    let branch: InvertedResidual
    switch block {
    case .identity where keepsShape:
      sink.rearrangement(.identity, input, LayerUse())
      return input
    case .identity:
      let output = sink.convolution(input, to: channels, Window(1, stride: stride), LayerUse())
      sink.batchNorm(output, LayerUse())
      return output
    case .kernel3Expansion3:
      branch = InvertedResidual(
        hidden: 3 * input.channels, output: channels, kernel: 3, stride: stride, activation: .relu)
    case .kernel5Expansion6:
      branch = InvertedResidual(
        hidden: 6 * input.channels, output: channels, kernel: 5, stride: stride, activation: .relu)
    }
    let output = branch.addLayers(input, to: &sink)
    if keepsShape { sink.rearrangement(.add, output, LayerUse()) }
    return output
  }

  /// The eight layers and the shapes between them.
  var sketch: CellSketch {
    var tally = ParameterTally()
    let shapes = addLayers(to: &tally).map(\.sketchName)
    let steps = zip(["stem"] + blocks.map(\.label), shapes).map { (operation: $0, node: $1) }
    return .chain("network", from: Self.image.sketchName, steps + [("head", "classes")])
  }
}
