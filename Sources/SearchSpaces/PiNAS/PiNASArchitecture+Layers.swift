import Core
import Costs

/// ResNeSt-50 for ImageNet with the chosen blocks; every layer of it is live.
///
/// Source: Ernie1/Pi-NAS, `encoding/models/backbone/alone_resnest50.py` and `resnet.py`.
extension PiNASArchitecture {
  private static let stages = [(blocks: 3, planes: 64), (4, 128), (6, 256), (3, 512)]
  private static let image = FeatureShape(channels: 3, size: 224)

  /// One entry, for ImageNet.
  func costs() -> [CostEntry] {
    var tally = CostTally(conventions: [OpenSelfSupFlops(), PublishedCounts(OpenSelfSupFlops())])
    addLayers(to: &tally)
    return [tally.entry(scope: .model, task: "imagenet", input: [3, 224, 224])]
  }

  /// Describes the network.
  /// - Returns: the shapes behind the stem and each of the sixteen blocks.
  @discardableResult func addLayers(to sink: inout some LayerSink) -> [FeatureShape] {
    var shape = Self.addStem(to: &sink)
    var shapes = [shape]
    var choices = choices[...]
    for (stage, (blocks, planes)) in Self.stages.enumerated() {
      for position in 0..<blocks {
        let block = PiNASBlock(
          choice: choices.removeFirst(), planes: planes, stride: stage > 0 && position == 0 ? 2 : 1,
          projectsShortcut: position == 0)
        shape = block.addLayers(shape, to: &sink)
        shapes.append(shape)
      }
    }
    sink.add(.pooling(Pooling(adaptiveAverageOf: shape)), LayerUse())
    sink.add(.linear(Linear(inputs: shape.channels, outputs: 1000)), LayerUse())
    return shapes
  }

  /// The deep stem: three 3x3 convolutions, then pooling.
  private static func addStem(to sink: inout some LayerSink) -> FeatureShape {
    var shape = image
    for (channels, stride) in [(32, 2), (32, 1), (64, 1)] {
      shape = sink.convolution(shape, to: channels, Window(3, stride: stride), LayerUse())
      sink.batchNorm(shape, LayerUse())
      sink.activation(.relu, shape, LayerUse())
    }
    let pooling = Pooling(.maximum, input: shape, window: Window(3, stride: 2))
    sink.add(.pooling(pooling), LayerUse())
    return pooling.output
  }

  /// The sixteen blocks and the shapes between them.
  var sketch: CellSketch {
    var tally = ParameterTally()
    let shapes = addLayers(to: &tally).map(\.sketchName)
    let steps = zip(["stem"] + choices.map(\.label), shapes).map { (operation: $0, node: $1) }
    return .chain("network", from: Self.image.sketchName, steps + [("pooling, linear", "classes")])
  }
}
