import Bindings
public import Core

/// xz by liblzma, any number of streams.
public struct XZCodec: ByteCodec {
  public let level: Int

  /// - Precondition: 0 ≤ `level` ≤ 9.
  public init(level: Int = 6) { self.level = level }

  public var name: String { "xz" }
  public var suffix: String { ".xz" }
  public var magic: [UInt8] { [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00] }

  public func compress(_ bytes: Span<UInt8>) -> [UInt8] { XZCompressor.compress(bytes, level: level) }

  public func decompress(_ bytes: Span<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
    do throws(StreamError) {
      return try XZDecompressor.decompress(bytes, limit: limit)
    } catch {
      throw CodecError(error, codec: name)
    }
  }

  public func beginning(of bytes: Span<UInt8>, count: Int) -> [UInt8] {
    XZDecompressor.beginning(of: bytes, count: count)
  }
}
