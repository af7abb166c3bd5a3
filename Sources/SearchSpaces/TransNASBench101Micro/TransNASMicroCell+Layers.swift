import Costs

extension TransNASMicroCell {
  /// Describes one cell of a module, dead edges tagged so.
  ///
  /// Edges out of node 0 change channels and resolution; all others keep them.
  /// Source: `MicroCell` of TransNAS-Bench-101, `lib/models/net_infer/cell_micro.py`; operations in `cell_ops.py`.
  /// - Returns: the shape of the output, whether or not the cell is connected.
  func addLayers(
    _ input: FeatureShape, to channels: Int, stride: Int, sink: inout some LayerSink, _ use: LayerUse
  ) -> FeatureShape {
    let output = Window(1, stride: stride).output(of: input).with(channels: channels)
    let live = liveNodes
    for (index, edge) in Self.edges.enumerated() {
      let isLive = digit(index) != 0 && live >> UInt64(edge.source) & live >> UInt64(edge.target) & 1 == 1
      let edgeUse = use.live(if: isLive)
      let source = edge.source == 0 ? input : output
      addOperation(onEdge: index, source, to: output, stride: edge.source == 0 ? stride : 1, sink: &sink, edgeUse)
      if edge.source > 0 { sink.rearrangement(.add, output, edgeUse) }
    }
    return output
  }

  private func addOperation(
    onEdge edge: Int, _ source: FeatureShape, to output: FeatureShape, stride: Int, sink: inout some LayerSink,
    _ use: LayerUse
  ) {
    switch operation(onEdge: edge) {
    case .none: sink.rearrangement(.zero, output, use)
    case .skipConnect where source == output: sink.rearrangement(.identity, output, use)
    case .skipConnect: _ = sink.factorizedReduce(source, to: output.channels, stride: stride, use)
    case .convolution1x1:
      _ = sink.reluConvolutionBatchNorm(source, to: output.channels, Window(1, stride: stride), use)
    case .convolution3x3:
      _ = sink.reluConvolutionBatchNorm(source, to: output.channels, Window(3, stride: stride), use)
    }
  }
}
