/// How the pages of a Parquet file are compressed; the number is that of `CompressionCodec` in `parquet.thrift`.
public enum ParquetCompression: Int32, Sendable, CaseIterable {
  case none = 0
  /// libdeflate at level 6; every reader has it.
  case gzip = 2
  /// libzstd at level 3.
  case zstd = 6
}
