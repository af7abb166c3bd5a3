import Core
import Costs

/// The network: one cell a stage, always `|nor_conv_3x3~0|+|nor_conv_3x3~0|nor_conv_3x3~1|+|skip_connect~0|…`.
///
/// Source: AutoDL-Projects, `xautodl/models/shape_infers/InferTinyCellNet.py`, `xautodl/models/cell_operations.py`.
extension NATSBenchWidths {
  /// One entry per dataset of `NATSBenchDataset`.
  func costs() -> [CostEntry] {
    NATSBenchDataset.costs { image, tally in
      var features = image
      addBody(image, to: &tally) { features = $1 }
      return features
    }
  }

  /// Describes the network up to the head.
  /// - Parameter note: is told of each part, in order, what it is and the shape that it makes.
  func addBody(
    _ image: FeatureShape, to sink: inout some LayerSink, note: (_ part: String, _ output: FeatureShape) -> Void
  ) {
    let channels = channels
    var shape = sink.natsBenchStem(image, to: channels[0])
    note("stem", shape)
    for (place, width) in channels.enumerated() {
      // Widths 1 and 3 are those of the reductions between the cells.
      if place.isMultiple(of: 2) {
        shape = Self.addCell(shape, to: width, sink: &sink)
        note("cell", shape)
      } else {
        shape = sink.natsBenchReduction(shape, to: width)
        note("reduction", shape)
      }
    }
  }

  /// Describes a cell, whose edges out of node 0 change the width. The skip 0>3 is the identity where the width stays,
  /// else a 1x1 convolution with normalization and without ReLU (a FactorizedReduce of stride 1).
  private static func addCell(_ input: FeatureShape, to channels: Int, sink: inout some LayerSink) -> FeatureShape {
    let output = input.with(channels: channels)
    for (source, sums) in [(input, false), (input, false), (output, true)] {
      _ = sink.reluConvolutionBatchNorm(source, to: channels, Window(3), LayerUse())
      if sums { sink.rearrangement(.add, output, LayerUse()) }
    }
    if input == output {
      sink.rearrangement(.identity, output, LayerUse())
    } else {
      _ = sink.convolution(input, to: channels, Window(1), LayerUse())
      sink.batchNorm(output, LayerUse())
    }
    for _ in 0..<2 {
      _ = sink.reluConvolutionBatchNorm(output, to: channels, Window(3), LayerUse())
      sink.rearrangement(.add, output, LayerUse())
    }
    return output
  }

  /// The parts of the network for 32 x 32 pixels.
  var sketch: CellSketch {
    var tally = ParameterTally()
    var steps: [(operation: String, node: String)] = []
    addBody(FeatureShape(channels: 3, size: 32), to: &tally) { steps.append(($0, $1.sketchName)) }
    return .chain("network", from: "3x32x32", steps + [("pooling, linear", "classes")])
  }
}
