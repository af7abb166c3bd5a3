import Bindings
import Bytes

/// Compresses page after page: what one thread keeps.
struct ParquetCompressor: ~Copyable {
  let compression: ParquetCompression
  private var deflate: DeflateCompressor?
  private var zstd: ZstdCompressor?

  init(_ compression: ParquetCompression) {
    self.compression = compression
    deflate = compression == .gzip ? DeflateCompressor(level: 6) : nil
    zstd = compression == .zstd ? ZstdCompressor(level: 3) : nil
  }

  mutating func compress(_ bytes: RawSpan) -> [UInt8] {
    switch compression {
    case .none: bytes.array(0..<bytes.byteCount)
    case .gzip: deflate?.compress(bytes, as: .gzip) ?? []
    case .zstd: zstd?.compress(bytes) ?? []
    }
  }
}
