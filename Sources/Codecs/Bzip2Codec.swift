import Bindings
public import Core

/// bzip2 by libbz2, as in `.pickle.pbz2`: any number of streams.
public struct Bzip2Codec: ByteCodec {
  public let level: Int

  /// - Precondition: 1 ≤ `level` ≤ 9.
  public init(level: Int = 9) { self.level = level }

  public var name: String { "bzip2" }
  public var suffix: String { ".bz2" }
  public var magic: [UInt8] { [0x42, 0x5A, 0x68] }

  public func compress(_ bytes: Span<UInt8>) -> [UInt8] { Bzip2Compressor.compress(bytes, level: level) }

  public func decompress(_ bytes: Span<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
    do throws(StreamError) {
      return try Bzip2Decompressor.decompress(bytes, limit: limit)
    } catch {
      throw CodecError(error, codec: name)
    }
  }

  public func beginning(of bytes: Span<UInt8>, count: Int) -> [UInt8] {
    Bzip2Decompressor.beginning(of: bytes, count: count)
  }
}
