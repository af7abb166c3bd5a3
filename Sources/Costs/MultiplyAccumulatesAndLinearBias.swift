public import Core

/// The multiply-accumulates of convolutions and linear layers, and one operation more per output of a linear layer with
/// bias: a classifier adds its number of classes.
///
/// Source: figures beside genotypes in a public `genotypes.py`, such as 428.190346M for arch_gae_2 on CIFAR-10 and
/// 507.022888M for arch_d0_0 on ImageNet, equal this count to the last digit.
public struct MultiplyAccumulatesAndLinearBias: CostConvention {
  public var name: CounterName { "macs-fc-bias" }

  public init() {}

  public func count(_ layer: Layer) -> Int {
    let plain = PlainMultiplyAccumulates().count(layer)
    guard case .linear(let layer) = layer, layer.hasBias else { return plain }
    return plain + layer.outputs
  }
}
