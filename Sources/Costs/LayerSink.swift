/// What a search space describes a network to: one call per layer, in the order of the forward pass.
public protocol LayerSink {
  /// Takes note of one layer.
  mutating func add(_ layer: Layer, _ use: LayerUse)
}

extension LayerSink {
  /// Adds a convolution.
  /// - Returns: the shape of its output.
  public mutating func convolution(
    _ input: FeatureShape, to channels: Int, _ window: Window, groups: Int = 1, hasBias: Bool = false, _ use: LayerUse
  ) -> FeatureShape {
    let layer = Convolution(
      input: input, outputChannels: channels, window: window, groups: groups, hasBias: hasBias)
    add(.convolution(layer), use)
    return layer.output
  }

  /// Adds an affine batch normalization.
  public mutating func batchNorm(_ shape: FeatureShape, _ use: LayerUse) {
    add(.batchNorm(BatchNorm(shape)), use)
  }

  /// Adds an activation.
  public mutating func activation(_ kind: Activation.Kind, _ shape: FeatureShape, _ use: LayerUse) {
    add(.activation(Activation(kind, shape)), use)
  }

  /// Adds a layer without arithmetic.
  public mutating func rearrangement(_ kind: Rearrangement.Kind, _ shape: FeatureShape, _ use: LayerUse) {
    add(.rearrangement(Rearrangement(kind, shape)), use)
  }
}
