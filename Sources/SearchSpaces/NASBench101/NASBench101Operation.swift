/// The operation at an inner vertex of a NAS-Bench-101 cell, in bytewise order of labels.
public enum NASBench101Operation: UInt8, Sendable, Hashable, CaseIterable {
  case convolution1x1 = 0
  case convolution3x3 = 1
  case maxPool3x3 = 2

  /// The benchmark's word: `conv1x1-bn-relu`, `conv3x3-bn-relu`, `maxpool3x3`.
  public var label: String {
    switch self {
    case .convolution1x1: "conv1x1-bn-relu"
    case .convolution3x3: "conv3x3-bn-relu"
    case .maxPool3x3: "maxpool3x3"
    }
  }

  /// The authors' number, that is the index in `ModelSpec.available_ops`: conv3x3 0, conv1x1 1, maxpool3x3 2.
  public var publishedLabel: Int {
    switch self {
    case .convolution3x3: 0
    case .convolution1x1: 1
    case .maxPool3x3: 2
    }
  }

  /// The operation of that label, nil if there is none.
  public init?(label: String) {
    guard let operation = Self.allCases.first(where: { $0.label == label }) else { return nil }
    self = operation
  }

  /// The label of vertex 0, which is not an operation.
  public static let inputLabel = "input"
  /// The label of the last vertex, which is not an operation.
  public static let outputLabel = "output"
}
