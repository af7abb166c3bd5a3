/// The choice for one block of Pi-NAS: how a split-attention block divides its 3x3 convolution.
public enum PiNASChoice: UInt8, Sendable, Hashable, CaseIterable {
  case radix1
  case radix2
  case cardinality2
  case radix2Cardinality2

  /// The number of splits that attention weighs against each other; with one, it is a gate.
  public var radix: Int { self == .radix2 || self == .radix2Cardinality2 ? 2 : 1 }

  /// The number of groups of the convolution, each of `radix` splits.
  public var cardinality: Int { self == .cardinality2 || self == .radix2Cardinality2 ? 2 : 1 }

  /// The width of a group for 64 planes.
  public var baseWidth: Int {
    switch self {
    case .radix1, .radix2: 64
    case .cardinality2: 42
    case .radix2Cardinality2: 40
    }
  }

  /// The choice in words, such as `r2 c1 w64`.
  public var label: String { "r\(radix) c\(cardinality) w\(baseWidth)" }
}
