/// The operation on an edge of a micro cell, in the order of the digits of an encoding.
public enum TransNASMicroOperation: UInt8, Sendable, Hashable, CaseIterable {
  case none = 0
  case skipConnect = 1
  case convolution1x1 = 2
  case convolution3x3 = 3

  /// The benchmark's word: `none`, `skip_connect`, `nor_conv_1x1`, `nor_conv_3x3`.
  public var label: String {
    switch self {
    case .none: "none"
    case .skipConnect: "skip_connect"
    case .convolution1x1: "nor_conv_1x1"
    case .convolution3x3: "nor_conv_3x3"
    }
  }
}
