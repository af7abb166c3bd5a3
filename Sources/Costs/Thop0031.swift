public import Core

/// What `thop.profile` of version 0.0.31 returns as MACs: the version nearest before the release of TransNAS-Bench-101.
///
/// Source: PyPI thop 0.0.31.post2005241907, `thop/profile.py` (which layers have a hook) and
/// `thop/vision/basic_hooks.py` (the rules).
public struct Thop0031: CostConvention {
  public var name: CounterName { "thop-0.0.31" }

  public init() {}

  public func count(_ layer: Layer) -> Int {
    switch layer {
    case .convolution(let layer): layer.output.elements * (layer.weightsPerOutput + (layer.hasBias ? 1 : 0))
    case .transposedConvolution(let layer):
      // Per output element, which overstates the work by stride squared.
      layer.output.elements * (layer.input.channels / layer.groups * layer.taps + (layer.hasBias ? 1 : 0))
    case .linear(let layer): layer.inputs * layer.outputs
    case .batchNorm(let layer): 2 * layer.shape.elements
    case .pooling(let layer):
      switch layer.kind {
      case .maximum: 0
      case .average: layer.output.elements
      // Rows and columns of the window are each rounded down.
      case .adaptiveAverage:
        ((layer.input.height / layer.output.height) * (layer.input.width / layer.output.width) + 1)
          * layer.output.elements
      }
    case .activation(let layer): layer.kind == .leakyReLU ? layer.shape.elements : 0
    case .rearrangement: 0
    }
  }
}
