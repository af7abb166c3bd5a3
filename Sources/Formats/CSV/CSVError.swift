/// Where and why a text is no CSV table.
public struct CSVError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// No header: the file is empty, or blank.
    case empty
    /// A quote that is never closed; the line is that of the quote.
    case openQuote
    /// Something else than a comma or the end of the line behind a closing quote.
    case afterQuote(UInt8)
    /// Bytes that are not UTF-8.
    case encoding
    /// A row of more fields than are read.
    case fieldLimit(Int)
    /// Two columns of one name.
    case duplicateColumn(String)
    /// A file or field of more bytes than are read.
    case tooLarge(limit: Int)
  }

  public let reason: Reason
  /// The line, from 1, counting those within quotes.
  public let line: Int
  /// The offset in the file.
  public let offset: Int

  public init(_ reason: Reason, line: Int, offset: Int) {
    self.reason = reason
    self.line = line
    self.offset = offset
  }

  public var description: String {
    let what =
      switch reason {
      case .empty: "no header"
      case .openQuote: "a quote that is never closed"
      case .afterQuote(let byte): "byte \(byte) behind a closing quote; expected a comma or the end of the line"
      case .encoding: "bytes that are not UTF-8"
      case .fieldLimit(let limit): "more than \(limit) fields in a row"
      case .duplicateColumn(let name): "a second column '\(name)'"
      case .tooLarge(let limit): "more than \(limit) bytes"
      }
    return "line \(line): \(what)"
  }
}
