/// The pages of one column in one row group, and what the footer says of them.
struct ParquetChunk: Sendable {
  /// All pages with their headers.
  var bytes: [UInt8] = []
  var valueCount = 0
  /// The size of `bytes` if pages were not compressed.
  var uncompressedSize = 0
  var statistics = ParquetStatistics()
}
