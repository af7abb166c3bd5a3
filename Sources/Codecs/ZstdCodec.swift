import Bindings
public import Core

/// Zstandard by libzstd: any number of frames, without dictionaries.
public struct ZstdCodec: ByteCodec {
  /// The level of libzstd's own command.
  public static let defaultLevel = 3
  public let level: Int

  /// - Precondition: 1 ≤ `level` ≤ 19.
  public init(level: Int = ZstdCodec.defaultLevel) { self.level = level }

  public var name: String { "zstd" }
  public var suffix: String { ".zst" }
  public var magic: [UInt8] { [0x28, 0xB5, 0x2F, 0xFD] }

  public func compress(_ bytes: Span<UInt8>) -> [UInt8] {
    var compressor = ZstdCompressor(level: level)
    return compressor.compress(bytes)
  }

  public func decompress(_ bytes: Span<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
    do throws(StreamError) {
      return try ZstdDecompressor.decompress(bytes, limit: limit)
    } catch {
      throw CodecError(error, codec: name)
    }
  }

  public func beginning(of bytes: Span<UInt8>, count: Int) -> [UInt8] {
    ZstdDecompressor.beginning(of: bytes, count: count)
  }
}
