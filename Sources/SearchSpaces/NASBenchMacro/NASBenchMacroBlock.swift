/// The choice for one layer of NAS-Bench-Macro.
public enum NASBenchMacroBlock: UInt8, Sendable, Hashable, CaseIterable {
  /// Nothing; but a strided 1x1 convolution with normalization at the head of a stage.
  case identity
  /// Inverted bottleneck with a 3x3 kernel, expanded threefold.
  case kernel3Expansion3
  /// Inverted bottleneck with a 5x5 kernel, expanded sixfold.
  case kernel5Expansion6

  /// The block in words.
  public var label: String {
    switch self {
    case .identity: "identity"
    case .kernel3Expansion3: "MBConv k3 e3"
    case .kernel5Expansion6: "MBConv k5 e6"
    }
  }
}
