import Bindings
public import Core

/// gzip by libdeflate. Members carry no name, time 0 and operating system 255.
public struct GzipCodec: ByteCodec {
  /// The level at which artifacts are written: chosen for speed, see `ParallelTextWriter`.
  public static let defaultLevel = 1

  public let level: Int

  /// - Precondition: 0 ≤ `level` ≤ 12.
  public init(level: Int = GzipCodec.defaultLevel) { self.level = level }

  public var name: String { "gzip" }
  public var suffix: String { ".gz" }
  public var magic: [UInt8] { [0x1F, 0x8B] }

  public func compress(_ bytes: Span<UInt8>) -> [UInt8] {
    var compressor = DeflateCompressor(level: level)
    return compressor.compress(bytes, as: .gzip)
  }

  public func decompress(_ bytes: Span<UInt8>, limit: Int) throws(CodecError) -> [UInt8] {
    do throws(DeflateError) {
      return try GzipDecompressor.decompress(bytes, limit: limit)
    } catch {
      switch error {
      case .malformed(let offset): throw .malformed(codec: name, offset: offset)
      case .exceedsLimit(let limit): throw .exceedsLimit(codec: name, limit: limit)
      }
    }
  }

  public func beginning(of bytes: Span<UInt8>, count: Int) -> [UInt8] {
    GzipDecompressor.beginning(of: bytes, count: count)
  }
}
