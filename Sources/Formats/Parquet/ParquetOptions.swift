/// How a Parquet file is written.
public struct ParquetOptions: Sendable {
  public var compression: ParquetCompression
  /// Key-value metadata of the file, in this order.
  public var metadata: [(key: String, value: String)]
  /// A page ends with the value that fills this many bytes before compression.
  public var pageSize: Int

  /// - Precondition: 1 ≤ `pageSize` ≤ 2²⁸.
  public init(
    compression: ParquetCompression = .zstd, metadata: [(key: String, value: String)] = [], pageSize: Int = 1 << 20
  ) {
    precondition((1...1 << 28).contains(pageSize), "a page of 1 to 2^28 bytes")
    self.compression = compression
    self.metadata = metadata
    self.pageSize = pageSize
  }
}
