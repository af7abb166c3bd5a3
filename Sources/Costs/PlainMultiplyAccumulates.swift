public import Core

/// The multiply-accumulates of convolutions, transposed convolutions and linear layers, and nothing else: no bias, no
/// normalization, no pooling, no activation.
///
/// A transposed convolution multiplies every *input* value by kernel times output channels, so that its stride makes the
/// output larger and not the work; counters that go by output elements are too high by stride squared.
/// Source: the definition of the operations; the `macs` of every artifact.
public struct PlainMultiplyAccumulates: CostConvention {
  public var name: CounterName { "macs" }

  public init() {}

  public func count(_ layer: Layer) -> Int {
    switch layer {
    case .convolution(let layer): layer.output.elements * layer.weightsPerOutput
    case .transposedConvolution(let layer):
      layer.input.elements * (layer.output.channels / layer.groups) * layer.taps
    case .linear(let layer): layer.inputs * layer.outputs
    case .batchNorm, .pooling, .activation, .rearrangement: 0
    }
  }
}
