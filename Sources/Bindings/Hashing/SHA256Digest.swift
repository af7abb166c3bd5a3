public import Bytes
internal import Glibc

/// The SHA-256 of some bytes.
public struct SHA256Digest: Sendable, Hashable, CustomStringConvertible {
  /// The 32 bytes, most significant first.
  public let bytes: [UInt8]

  /// - Precondition: 32 bytes.
  init(bytes: [UInt8]) {
    precondition(bytes.count == 32, "a SHA-256 has 32 bytes")
    self.bytes = bytes
  }

  /// The digest of `bytes`. About 2 GB/s where the processor has SHA instructions.
  public init(of bytes: Span<UInt8>) {
    var hasher = SHA256Hasher()
    hasher.update(bytes)
    self = hasher.finish()
  }

  /// The digest of `bytes`.
  public init(of bytes: [UInt8]) { self.init(of: bytes.span) }

  /// Reads the file at `path` from start to end through a buffer of 256 KiB.
  /// - Returns: The digest of its content, and the number of bytes read.
  public static func ofFile(_ path: String) throws(SystemError) -> (digest: SHA256Digest, count: Int) {
    let descriptor = retrying { unsafe open(path, O_RDONLY | O_CLOEXEC) }
    if descriptor < 0 { throw .last("open", path) }
    defer { close(descriptor) }
    var hasher = SHA256Hasher()
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    var count = 0
    while true {
      let received = unsafe buffer.withUnsafeMutableBytes { target in
        retrying { unsafe read(descriptor, target.baseAddress!, target.count) }
      }
      if received < 0 { throw .last("read", path) }
      if received == 0 { return (hasher.finish(), count) }
      hasher.update(buffer.span.extracting(0..<received))
      count += received
    }
  }

  /// 64 lower-case hexadecimal digits.
  public var hexadecimal: String {
    let digits: [UInt8] = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  public var description: String { hexadecimal }
}
