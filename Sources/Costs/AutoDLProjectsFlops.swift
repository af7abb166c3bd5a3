public import Core

/// What `get_model_infos` of AutoDL-Projects returns as FLOPs: the figures of NAS-Bench-201 and NATS-Bench, which divide
/// them by 1e6.
///
/// Multiply-accumulates of convolutions and linear layers, and one for each bias added; pooling has a hook, but is left
/// out of the sum. Transposed convolutions have no hook.
/// Source: D-X-Y/AutoDL-Projects, `xautodl/utils/flop_benchmark.py`.
public struct AutoDLProjectsFlops: CostConvention {
  public var name: CounterName { "autodl-projects" }

  public init() {}

  public func count(_ layer: Layer) -> Int {
    switch layer {
    case .convolution(let layer): layer.output.elements * (layer.weightsPerOutput + (layer.hasBias ? 1 : 0))
    case .linear(let layer): layer.outputs * (layer.inputs + (layer.hasBias ? 1 : 0))
    case .transposedConvolution, .batchNorm, .pooling, .activation, .rearrangement: 0
    }
  }
}
