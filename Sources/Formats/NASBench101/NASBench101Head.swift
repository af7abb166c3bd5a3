public import Bytes

/// What a record of `nasbench_full.tfrecord` says of itself before its metrics.
public struct NASBench101Head: Sendable, Hashable {
  /// The hash of the cell by the benchmark's own rule, as the file states it: whether it is right is not checked here.
  public var moduleHash: MD5Digest
  /// The epoch budget: 4, 12, 36 or 108 in the published files, at least 1.
  public var epochs: Int
  /// The V × V adjacency matrix, row by row, row = source, entries 0 and 1; 2 ≤ V ≤ 7.
  public var adjacency: [UInt8]
  /// The operation of each of the V vertices.
  public var operations: [NASBench101Record.Operation]
}
