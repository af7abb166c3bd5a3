/// The sixteen bytes that MD5 makes of a message, ordered as their hexadecimal digits.
public struct MD5Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Bytes 0 ... 7, the first one highest.
  public let high: UInt64
  /// Bytes 8 ... 15, the first one highest.
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  @inlinable @inline(__always)
  public static func < (left: MD5Digest, right: MD5Digest) -> Bool {
    UInt128(left.high) << 64 | UInt128(left.low) < UInt128(right.high) << 64 | UInt128(right.low)
  }

  /// The 32 lower-case hexadecimal digits.
  /// - Complexity: O(1), no allocation.
  public var digits: MD5Digits { MD5Digits(self) }

  /// The 32 lower-case hexadecimal digits.
  public var description: String { String(decoding: (0..<32).map { digits[$0] }, as: UTF8.self) }
}

extension MD5Digest {
  init(_ state: MD5State<UInt32>) {
    high = UInt64(state.a.byteSwapped) << 32 | UInt64(state.b.byteSwapped)
    low = UInt64(state.c.byteSwapped) << 32 | UInt64(state.d.byteSwapped)
  }
}

extension OutputBytes {
  /// Appends the 32 lower-case hexadecimal digits of `digest`.
  public mutating func append(_ digest: MD5Digest) {
    let digits = digest.digits
    for index in 0..<32 { append(digits[index]) }
  }
}
