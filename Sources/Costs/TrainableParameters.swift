/// Trainable parameters: weights, biases, and scale and offset of normalizations; running statistics are none.
///
/// Source: the sum of `numel()` over PyTorch's `Module.parameters()`.
public enum TrainableParameters {
  /// The parameters of `layer`, which do not depend on the size of its input.
  public static func count(_ layer: Layer) -> Int {
    switch layer {
    case .convolution(let layer):
      layer.output.channels * (layer.weightsPerOutput + (layer.hasBias ? 1 : 0))
    case .transposedConvolution(let layer):
      layer.output.channels * (layer.input.channels / layer.groups * layer.taps + (layer.hasBias ? 1 : 0))
    case .linear(let layer): layer.outputs * (layer.inputs + (layer.hasBias ? 1 : 0))
    case .batchNorm(let layer): layer.isAffine ? 2 * layer.shape.channels : 0
    case .pooling, .activation, .rearrangement: 0
    }
  }
}
