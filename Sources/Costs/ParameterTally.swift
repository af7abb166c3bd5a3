/// Counts the trainable parameters of a network, as built and live, without any work per input size.
public struct ParameterTally: LayerSink, Sendable, Hashable {
  /// Trainable parameters as built, dead layers included.
  public private(set) var asBuilt = 0
  /// Trainable parameters of live layers.
  public private(set) var live = 0

  public init() {}

  public mutating func add(_ layer: Layer, _ use: LayerUse) {
    let count = TrainableParameters.count(layer)
    asBuilt += count
    if use.isLive { live += count }
  }
}
