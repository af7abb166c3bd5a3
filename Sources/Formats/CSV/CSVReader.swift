import Bytes

/// Splits CSV text (RFC 4180) into rows of fields without copying them.
///
/// Lines end in LF or CR LF; blank lines and a byte order mark at the start are passed over; a quote within an unquoted
/// field is a character like others, as in Python's `csv`. The bytes are passed to each call.
public struct CSVReader: Sendable {
  /// The most fields of a row.
  public static let fieldLimit = 1 << 16
  /// The size of the longest text.
  public static let sizeLimit = 1 << 32 - 1

  /// The offset of the next row.
  public private(set) var offset = 0
  /// The line of the next row, from 1.
  public private(set) var line = 1

  public init() {}

  /// Replaces `fields` by those of the next row that is not blank, and moves behind it.
  /// - Returns: The line on which the row begins; nil at the end.
  /// - Throws: `CSVError`; the reader stands anywhere then.
  /// - Complexity: O(n) in the bytes of the row.
  public mutating func next(in bytes: RawSpan, into fields: inout [CSVField]) throws(CSVError) -> Int? {
    fields.removeAll(keepingCapacity: true)
    guard bytes.byteCount <= Self.sizeLimit else { throw error(.tooLarge(limit: Self.sizeLimit)) }
    if offset == 0 && bytes.starts(with: "\u{FEFF}", at: 0) { offset = 3 }
    while skipLineEnd(bytes) {}
    guard offset < bytes.byteCount else { return nil }
    let start = line
    while true {
      guard fields.count < Self.fieldLimit else { throw error(.fieldLimit(Self.fieldLimit)) }
      let isQuoted = bytes.byteIfPresent(at: offset) == UInt8(ascii: "\"")
      fields.append(isQuoted ? try quotedField(bytes) : try plainField(bytes))
      if bytes.byteIfPresent(at: offset) == UInt8(ascii: ",") {
        offset += 1
      } else {
        _ = skipLineEnd(bytes)
        return start
      }
    }
  }

  /// Moves behind a line end at the offset, and says whether there was one.
  private mutating func skipLineEnd(_ bytes: RawSpan) -> Bool {
    let isCarriageReturn = bytes.byteIfPresent(at: offset) == UInt8(ascii: "\r")
    let end = isCarriageReturn ? offset + 1 : offset
    guard bytes.byteIfPresent(at: end) == UInt8(ascii: "\n") else { return false }
    offset = end + 1
    line += 1
    return true
  }

  /// Moves to the comma, the line end or the end of the text behind the field.
  private mutating func plainField(_ bytes: RawSpan) throws(CSVError) -> CSVField {
    let start = offset
    var end = start
    while let byte = bytes.byteIfPresent(at: end), byte != UInt8(ascii: ","), byte != UInt8(ascii: "\n") { end += 1 }
    let isLineEnd = bytes.byteIfPresent(at: end) == UInt8(ascii: "\n")
    if isLineEnd && end > start && bytes.byte(at: end - 1) == UInt8(ascii: "\r") { end -= 1 }
    offset = end
    guard end - start <= CSVField.limit else { throw error(.tooLarge(limit: CSVField.limit)) }
    return CSVField(start..<end, isQuoted: false, isEscaped: false)
  }

  /// The same for a field that begins with a quote.
  private mutating func quotedField(_ bytes: RawSpan) throws(CSVError) -> CSVField {
    let quote = error(.openQuote)
    let start = offset + 1
    var end = start
    var isEscaped = false
    while true {
      guard let byte = bytes.byteIfPresent(at: end) else { throw quote }
      if byte == UInt8(ascii: "\"") {
        guard bytes.byteIfPresent(at: end + 1) == UInt8(ascii: "\"") else { break }
        isEscaped = true
        end += 1
      } else if byte == UInt8(ascii: "\n") {
        line += 1
      }
      end += 1
    }
    offset = end + 1
    guard end - start <= CSVField.limit else { throw error(.tooLarge(limit: CSVField.limit)) }
    if let next = bytes.byteIfPresent(at: offset), next != UInt8(ascii: ","), next != UInt8(ascii: "\n") {
      let isLineEnd = next == UInt8(ascii: "\r") && bytes.byteIfPresent(at: offset + 1) == UInt8(ascii: "\n")
      guard isLineEnd else { throw error(.afterQuote(next)) }
    }
    return CSVField(start..<end, isQuoted: true, isEscaped: isEscaped)
  }

  private func error(_ reason: CSVError.Reason) -> CSVError { CSVError(reason, line: line, offset: offset) }
}
