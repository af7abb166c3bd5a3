/// Where and why a TFRecord file cannot be read on.
public struct TFRecordError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// The file ends within the twelve bytes of length and checksum, or within what the length promises: what a writer
    /// leaves that was stopped. Nothing that was read is damaged.
    case cut(needed: Int, found: Int)
    /// The length belongs to another checksum: nothing behind it can be found.
    case lengthChecksum(found: UInt32, expected: UInt32)
    /// A length beyond what the reader allows, with a right checksum.
    case tooLong(length: UInt64, limit: Int)
    /// The payload belongs to another checksum; the next record can be found all the same.
    case payloadChecksum(found: UInt32, expected: UInt32)
  }

  public let reason: Reason
  /// The number of the record, from 0.
  public let record: Int
  /// The offset of the record, at its length.
  public let offset: Int

  public init(_ reason: Reason, record: Int, offset: Int) {
    self.reason = reason
    self.record = record
    self.offset = offset
  }

  /// Whether the file just ends too early, with all before it intact.
  public var isCut: Bool {
    if case .cut = reason { return true }
    return false
  }

  /// Whether the record behind this one can be read.
  public var canGoOn: Bool {
    if case .payloadChecksum = reason { return true }
    return false
  }

  public var description: String {
    let what =
      switch reason {
      case .cut(let needed, let found): "the file ends \(found) bytes into a record of \(needed)"
      case .lengthChecksum(let found, let expected):
        "checksum of the length \(hexadecimal(found)); expected \(hexadecimal(expected))"
      case .tooLong(let length, let limit): "length \(length); expected at most \(limit)"
      case .payloadChecksum(let found, let expected):
        "checksum of the payload \(hexadecimal(found)); expected \(hexadecimal(expected))"
      }
    return "byte \(offset): record \(record): \(what)"
  }

  private func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
