import Bytes

/// Walks the records of TFRecord bytes, checking both checksums of each. No allocation.
///
/// The bytes are passed to each call: all of a file, or a window of it that is moved by `shift(by:)`.
public struct TFRecordReader: Sendable {
  /// The offset of the next record in the bytes.
  public private(set) var offset = 0
  /// The number of the next record, from 0.
  public private(set) var record = 0
  /// The size of the longest payload that is read.
  public let limit: Int
  /// How many bytes of the file lie before the window.
  private var base = 0

  /// - Precondition: 0 ≤ `limit` < 2⁶².
  public init(limit: Int = 1 << 30) {
    precondition((0..<1 << 62).contains(limit), "a limit from 0 to 2^62")
    self.limit = limit
  }

  /// The range of the next record's payload, and a move behind the record; nil at the end.
  /// - Throws: `TFRecordError`. After a wrong checksum of a payload the reader stands behind that record; after
  ///   anything else where it stood, and throws the same again.
  public mutating func next(in bytes: RawSpan) throws(TFRecordError) -> Range<Int>? {
    let left = bytes.byteCount - offset
    guard left > 0 else { return nil }
    guard left >= TFRecordFrame.headerSize else { throw error(.cut(needed: TFRecordFrame.headerSize, found: left)) }
    let length = bytes.word(at: offset)
    let found = UInt32(truncatingIfNeeded: bytes.wordOrTail(at: offset + 8))
    let expected = TFRecordFrame.maskedChecksum(of: bytes.extracting(offset..<offset + 8))
    guard found == expected else { throw error(.lengthChecksum(found: found, expected: expected)) }
    guard length <= UInt64(limit) else { throw error(.tooLong(length: length, limit: limit)) }
    let size = TFRecordFrame.headerSize + Int(length) + TFRecordFrame.footerSize
    guard size <= left else { throw error(.cut(needed: size, found: left)) }
    let payload = offset + TFRecordFrame.headerSize..<offset + size - TFRecordFrame.footerSize
    let payloadFound = UInt32(truncatingIfNeeded: bytes.wordOrTail(at: payload.upperBound))
    let payloadExpected = TFRecordFrame.maskedChecksum(of: bytes.extracting(payload))
    let failure = error(.payloadChecksum(found: payloadFound, expected: payloadExpected))
    offset += size
    record += 1
    guard payloadFound == payloadExpected else { throw failure }
    return payload
  }

  /// The first `count` bytes have left the window.
  public mutating func shift(by count: Int) {
    offset -= count
    base += count
  }

  private func error(_ reason: TFRecordError.Reason) -> TFRecordError {
    TFRecordError(reason, record: record, offset: base + offset)
  }
}
