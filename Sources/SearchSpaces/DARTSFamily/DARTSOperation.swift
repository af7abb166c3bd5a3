/// An operation of the DARTS family, in bytewise order of labels.
///
/// Seven make up the space of DARTS itself (`searched`); the others occur in the baselines NASNet and AmoebaNet, and in
/// PNAS. `none` of the authors' list is not among them: it never stands in a final genotype.
/// Source: `OPS` of quark0/darts, `cnn/operations.py`.
public enum DARTSOperation: UInt8, Sendable, Hashable, CaseIterable {
  case averagePool3x3
  case convolution7x1And1x7
  case dilatedConvolution3x3
  case dilatedConvolution5x5
  case maxPool3x3
  case separableConvolution3x3
  case separableConvolution5x5
  case separableConvolution7x7
  case skipConnect

  /// The authors' word.
  public var label: String {
    switch self {
    case .averagePool3x3: "avg_pool_3x3"
    case .convolution7x1And1x7: "conv_7x1_1x7"
    case .dilatedConvolution3x3: "dil_conv_3x3"
    case .dilatedConvolution5x5: "dil_conv_5x5"
    case .maxPool3x3: "max_pool_3x3"
    case .separableConvolution3x3: "sep_conv_3x3"
    case .separableConvolution5x5: "sep_conv_5x5"
    case .separableConvolution7x7: "sep_conv_7x7"
    case .skipConnect: "skip_connect"
    }
  }

  /// The operation with that label, nil if there is none.
  public init?(label: String) {
    guard let operation = Self.allCases.first(where: { $0.label == label }) else { return nil }
    self = operation
  }

  /// The seven operations that DARTS chooses from, in the order of its `PRIMITIVES` without `none`, which numbers them in
  /// NASLib's notation.
  public static let searched: [DARTSOperation] = [
    .maxPool3x3, .averagePool3x3, .skipConnect, .separableConvolution3x3, .separableConvolution5x5,
    .dilatedConvolution3x3, .dilatedConvolution5x5,
  ]

  /// Labels for error messages: `one of 'avg_pool_3x3', …`.
  static func expected(_ operations: [DARTSOperation]) -> String {
    "one of " + operations.map { "'\($0.label)'" }.joined(separator: ", ")
  }
}
