public import Core

/// What the FLOPs counter of OpenSelfSup, which is that of mmcv, makes of a network: the figures of Pi-NAS.
///
/// Multiply-accumulates and biases of convolutions, multiply-accumulates of linear layers, two per normalized value (one
/// where the normalization is not affine), one per value of a ReLU, and the *inputs* of pooling. Only modules have
/// hooks: global average pooling, which ResNeSt calls as a function, counts nothing; nor do sigmoid, swish and tanh. Of
/// transposed convolutions the kernel slides over the input, and the bias is taken for a square output.
/// Source: Ernie1/Pi-NAS, `OpenSelfSup/openselfsup/utils/flops_counter.py`.
public struct OpenSelfSupFlops: CostConvention {
  public var name: CounterName { "openselfsup" }

  public init() {}

  public func count(_ layer: Layer) -> Int {
    switch layer {
    case .convolution(let layer): layer.output.elements * (layer.weightsPerOutput + (layer.hasBias ? 1 : 0))
    case .transposedConvolution(let layer):
      layer.input.elements * (layer.output.channels / layer.groups) * layer.taps
        + (layer.hasBias ? layer.output.channels * layer.output.height * layer.output.height : 0)
    case .linear(let layer): layer.inputs * layer.outputs
    case .batchNorm(let layer): (layer.isAffine ? 2 : 1) * layer.shape.elements
    case .pooling(let layer): layer.kind == .adaptiveAverage ? 0 : layer.input.elements
    case .activation(let layer): layer.kind == .relu || layer.kind == .leakyReLU ? layer.shape.elements : 0
    case .rearrangement: 0
    }
  }
}
