/// A number found in bytes, with the offset behind it.
public struct ScannedNumber: Hashable, Sendable {
  /// What the token is.
  public enum Kind: UInt8, Sendable {
    /// A whole number that fits in 64 bits; `bits` is its `Int64` pattern. `-0` is 0.
    case integer
    /// A whole number that does not; `bits` is 0.
    case bigInteger
    /// A number with a fraction or an exponent; `bits` is its `Double` pattern.
    case double
    /// The same, but too large for a double: `bits` is an infinity.
    case overflow
    /// No number. `end` is the offset of the first byte that cannot be right.
    case none
  }

  public let kind: Kind
  public let bits: UInt64
  public let end: Int

  @inline(__always)
  init(_ kind: Kind, bits: UInt64 = 0, end: Int) {
    self.kind = kind
    self.bits = bits
    self.end = end
  }

  /// The value of an integer or double, nearest to what was written; nil for a big integer or none.
  public var double: Double? {
    switch kind {
    case .integer: Double(Int64(bitPattern: bits))
    case .double, .overflow: Double(bitPattern: bits)
    case .bigInteger, .none: nil
    }
  }
}
