/// The operation on an edge of a NAS-Bench-201 cell, in bytewise order of the benchmark's words.
public enum NASBench201Operation: UInt8, Sendable, Hashable, CaseIterable {
  case averagePool3x3
  case none
  case convolution1x1
  case convolution3x3
  case skipConnect

  /// The benchmark's word.
  public var label: String {
    switch self {
    case .averagePool3x3: "avg_pool_3x3"
    case .none: "none"
    case .convolution1x1: "nor_conv_1x1"
    case .convolution3x3: "nor_conv_3x3"
    case .skipConnect: "skip_connect"
    }
  }

  /// The words of all operations, by raw value.
  static let labels = allCases.map(\.label)
}
