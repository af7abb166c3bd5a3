public import Bytes

/// One training of one cell, as a record of `nasbench_full.tfrecord` holds it.
public struct NASBench101Record: Sendable, Hashable {
  /// What a vertex of the cell does.
  public enum Operation: UInt8, Sendable, CaseIterable {
    case input
    case convolution3x3
    case convolution1x1
    case maxPooling3x3
    case output

    /// The word of the file.
    public var label: StaticString {
      switch self {
      case .input: "input"
      case .convolution3x3: "conv3x3-bn-relu"
      case .convolution1x1: "conv1x1-bn-relu"
      case .maxPooling3x3: "maxpool3x3"
      case .output: "output"
      }
    }
  }

  /// The most vertices of a cell.
  public static let vertexLimit = 7

  /// The hash of the cell by the benchmark's own rule, as the file states it: whether it is right is not checked here.
  public var moduleHash: MD5Digest
  /// The epoch budget: 4, 12, 36 or 108 in the published files, at least 1.
  public var epochs: Int
  /// The V × V adjacency matrix, row by row, row = source, entries 0 and 1; 2 ≤ V ≤ 7.
  public var adjacency: [UInt8]
  /// The operation of each of the V vertices.
  public var operations: [Operation]
  public var metrics: NASBench101Metrics

  public init(
    moduleHash: MD5Digest, epochs: Int, adjacency: [UInt8], operations: [Operation], metrics: NASBench101Metrics
  ) {
    self.moduleHash = moduleHash
    self.epochs = epochs
    self.adjacency = adjacency
    self.operations = operations
    self.metrics = metrics
  }

  init(head: NASBench101Head, metrics: NASBench101Metrics) {
    self.init(
      moduleHash: head.moduleHash, epochs: head.epochs, adjacency: head.adjacency, operations: head.operations,
      metrics: metrics)
  }
}
