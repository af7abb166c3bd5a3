import Core
import Costs

/// The values that pass through a batch normalization: a figure of the truth, for tests only.
struct NormalizedElements: CostConvention {
  let name: CounterName = "test-normalized-elements"

  func count(_ layer: Layer) -> Int {
    if case .batchNorm(let layer) = layer { return layer.shape.elements }
    return 0
  }
}
