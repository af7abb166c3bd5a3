import Core
import Costs

/// TinyNetwork: three stages of five cells, with a reduction between stages.
///
/// Source: AutoDL-Projects, `xautodl/models/cell_infers/tiny_network.py` and `cells.py`.
extension NASBench201Cell {
  /// The widths of the three stages of the benchmark.
  static let stageChannels = NASBench201Skeleton.published.stageChannels

  /// One entry per dataset of `NATSBenchDataset`.
  func costs(in skeleton: NASBench201Skeleton = .published) -> [CostEntry] {
    NATSBenchDataset.costs { addBody($0, in: skeleton, to: &$1) }
  }

  /// Describes the network up to the head.
  /// - Returns: the shape of the features.
  func addBody(
    _ image: FeatureShape, in skeleton: NASBench201Skeleton = .published, to sink: inout some LayerSink
  ) -> FeatureShape {
    let live = liveNodes
    var shape = image
    for (stage, channels) in skeleton.stageChannels.enumerated() {
      shape =
        stage == 0
        ? sink.natsBenchStem(shape, to: channels) : sink.natsBenchReduction(shape, to: channels)
      for _ in 0..<skeleton.cellsPerStage { addCell(shape, liveNodes: live, to: &sink) }
    }
    return shape
  }

  /// Describes one cell, dead edges tagged so; it keeps the shape.
  private func addCell(_ shape: FeatureShape, liveNodes: UInt64, to sink: inout some LayerSink) {
    for (index, edge) in Self.edges.enumerated() {
      let use = LayerUse(isLive: isLive(edge: index, liveNodes))
      switch operation(onEdge: index) {
      case .none: sink.rearrangement(.zero, shape, use)
      case .skipConnect: sink.rearrangement(.identity, shape, use)
      case .averagePool3x3: sink.add(.pooling(Pooling(.average, input: shape, window: Window(3))), use)
      case .convolution1x1: _ = sink.reluConvolutionBatchNorm(shape, to: shape.channels, Window(1), use)
      case .convolution3x3: _ = sink.reluConvolutionBatchNorm(shape, to: shape.channels, Window(3), use)
      }
      if edge.source > 0 { sink.rearrangement(.add, shape, use) }
    }
  }
}
