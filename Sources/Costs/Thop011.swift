public import Core

/// What `thop.profile` of version 0.1.1 returns as MACs.
///
/// Source: PyPI thop 0.1.1.post2209072238, `thop/profile.py` (which layers have a hook) and
/// `thop/vision/basic_hooks.py`, `calc_func.py` (the rules). Against version 0.0.31: no bias, batch normalization
/// doubled where it is affine, LeakyReLU free.
public struct Thop011: CostConvention {
  public var name: CounterName { "thop-0.1.1" }

  public init() {}

  public func count(_ layer: Layer) -> Int {
    switch layer {
    case .convolution(let layer): layer.output.elements * layer.weightsPerOutput
    case .transposedConvolution(let layer):
      // Per output element, which overstates the work by stride squared.
      layer.output.elements * (layer.input.channels / layer.groups) * layer.taps
    case .linear(let layer): layer.inputs * layer.outputs
    case .batchNorm(let layer): (layer.isAffine ? 4 : 2) * layer.shape.elements
    case .pooling(let layer):
      switch layer.kind {
      case .maximum: 0
      case .average: layer.output.elements
      // (input area / output area + 1) per output element, a true division.
      case .adaptiveAverage: layer.input.elements + layer.output.elements
      }
    case .activation, .rearrangement: 0
    }
  }
}
