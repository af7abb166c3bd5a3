import Costs

extension DARTSNetwork {
  /// Describes the network in `skeleton`, dead cells and nodes tagged so.
  func addLayers(in skeleton: DARTSSkeleton, to sink: inout some LayerSink) {
    let live = liveMaps(in: skeleton)
    var (older, newer) = skeleton.addStem(isLive: (live[0], live[1]), to: &sink)
    for (index, position) in skeleton.positions.enumerated() {
      let use = LayerUse(isLive: live[index + DARTSWiring.inputCount])
      let output = addCell(older, newer, at: position, stridedSkip: skeleton.stridedSkip, to: &sink, use)
      (older, newer) = (newer, output)
      if index == skeleton.auxiliaryPosition { skeleton.addAuxiliaryHead(newer, to: &sink) }
    }
    skeleton.addHead(newer, to: &sink)
  }

  /// Source: `Cell` of quark0/darts, `cnn/model.py`, and of chenxi116/PNASNet.pytorch, `model.py`.
  private func addCell(
    _ older: FeatureShape, _ newer: FeatureShape, at position: DARTSSkeleton.Position,
    stridedSkip: DARTSOperation.StridedSkip, to sink: inout some LayerSink, _ use: LayerUse
  ) -> FeatureShape {
    let cell = cell(at: position)
    let first = Self.preprocess(older, position, to: &sink, use.live(if: cell.isLive(0)))
    let second = sink.reluConvolutionBatchNorm(newer, to: position.channels, Window(1), use.live(if: cell.isLive(1)))
    let stride = position.halves ? 2 : 1
    // Every node has the shape of the second input, halved where the cell halves.
    let node = Window(1, stride: stride).output(of: second)
    for (index, edge) in cell.edges.enumerated() {
      let edgeUse = use.live(if: cell.isLive(edge.target))
      let isInput = edge.source < DARTSWiring.inputCount
      let source = edge.source == 0 ? first : edge.source == 1 ? second : node
      let result = edge.operation.addLayers(
        source, to: position.channels, stride: isInput ? stride : 1, stridedSkip: stridedSkip, sink: &sink, edgeUse)
      precondition(result == node, "the terms of a sum have one shape")
      if index > 0, cell.edges[index - 1].target == edge.target { sink.rearrangement(.add, node, edgeUse) }
    }
    return node.with(channels: cell.outputNodeCount * position.channels)
  }

  private static func preprocess(
    _ map: FeatureShape, _ position: DARTSSkeleton.Position, to sink: inout some LayerSink, _ use: LayerUse
  ) -> FeatureShape {
    switch position.preprocessing {
    case .none: return map
    case .factorizedReduce: return sink.factorizedReduce(map, to: position.channels, stride: 2, use)
    case .convolution: return sink.reluConvolutionBatchNorm(map, to: position.channels, Window(1), use)
    }
  }
}
