import Core
import Costs

/// Plain multiply-accumulates, but transposed convolutions per output element: the truth file's `model_conv_linear_macs`.
struct OutputElementMultiplyAccumulates: CostConvention {
  let name: CounterName = "test-per-output"

  func count(_ layer: Layer) -> Int {
    guard case .transposedConvolution(let layer) = layer else { return PlainMultiplyAccumulates().count(layer) }
    return layer.output.elements * layer.input.channels / layer.groups * layer.taps
  }
}
