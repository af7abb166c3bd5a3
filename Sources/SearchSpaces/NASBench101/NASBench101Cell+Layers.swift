import Costs

extension NASBench101Cell {
  /// The channels of each vertex in a cell that makes `output` channels of `input`; elements behind the last are 0.
  ///
  /// The output is the concatenation of its inner sources, which share its channels evenly; what is left over goes to
  /// the first of them, one each, so that channels, and parameters, depend on the order of vertices. Any other inner
  /// vertex is as wide as its widest inner target. The input is added to the output and not part of the concatenation.
  /// Source: `compute_vertex_channels` of the authors' `model_builder.py`.
  func vertexChannels(input: Int, output outputChannels: Int) -> InlineArray<7, Int> {
    var channels = InlineArray<7, Int>(repeating: 0)
    channels[0] = input
    channels[output] = outputChannels
    let sources = concatenatedCount
    guard sources > 0 else { return channels }
    let (share, remainder) = outputChannels.quotientAndRemainder(dividingBy: sources)
    var excess = remainder
    for vertex in 1..<output where hasEdge(from: vertex, to: output) {
      channels[vertex] = share + (excess > 0 ? 1 : 0)
      excess -= 1
    }
    for vertex in (1..<output).reversed() where channels[vertex] == 0 {
      for target in (vertex + 1)..<output where hasEdge(from: vertex, to: target) {
        channels[vertex] = max(channels[vertex], channels[target])
      }
    }
    return channels
  }

  /// The number of inner vertices with an edge to the output.
  var concatenatedCount: Int { (1..<max(1, output)).count { hasEdge(from: $0, to: output) } }

  /// Describes one cell of the network.
  /// - Returns: the shape of the output.
  func addLayers(_ input: FeatureShape, to channels: Int, sink: inout some LayerSink) -> FeatureShape {
    let vertexChannels = vertexChannels(input: input.channels, output: channels)
    for vertex in 1..<max(1, output) {
      let shape = input.with(channels: vertexChannels[vertex])
      addSum(into: vertex, input, shape, sink: &sink)
      switch operation(at: vertex) {
      case .convolution1x1: _ = sink.convolutionBatchNormReLU(shape, to: shape.channels, Window(1))
      case .convolution3x3: _ = sink.convolutionBatchNormReLU(shape, to: shape.channels, Window(3))
      case .maxPool3x3: sink.add(.pooling(Pooling(.maximum, input: shape, window: Window(3))), LayerUse())
      }
    }
    let result = input.with(channels: channels)
    if hasEdge(from: 0, to: output) {
      _ = sink.convolutionBatchNormReLU(input, to: channels, Window(1))
      if concatenatedCount > 0 { sink.rearrangement(.add, result, LayerUse()) }
    }
    return result
  }

  /// What an inner vertex reads: the first channels of its inner sources, and a projection of the input, added.
  private func addSum(into vertex: Int, _ input: FeatureShape, _ shape: FeatureShape, sink: inout some LayerSink) {
    var terms = 0
    for source in 0..<vertex where hasEdge(from: source, to: vertex) {
      if source == 0 { _ = sink.convolutionBatchNormReLU(input, to: shape.channels, Window(1)) }
      terms += 1
      if terms > 1 { sink.rearrangement(.add, shape, LayerUse()) }
    }
  }
}

extension LayerSink {
  /// Convolution without bias, batch normalization, ReLU: `conv_bn_relu` of the authors' `base_ops.py`.
  mutating func convolutionBatchNormReLU(_ input: FeatureShape, to channels: Int, _ window: Window) -> FeatureShape {
    let output = convolution(input, to: channels, window, LayerUse())
    batchNorm(output, LayerUse())
    activation(.relu, output, LayerUse())
    return output
  }
}
