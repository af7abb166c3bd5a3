internal import Bytes

/// A place in a text document, for messages.
public struct JSONLocation: Hashable, Sendable, CustomStringConvertible {
  /// From 1.
  public let line: Int
  /// From 1, counted in bytes.
  public let column: Int

  /// The place of a byte; of the end for an offset beyond it. Lines end in a line feed.
  /// - Complexity: O(`offset`).
  public init(offset: Int, in bytes: RawSpan) {
    let end = Swift.max(0, Swift.min(offset, bytes.byteCount))
    var line = 1
    var start = 0
    while let feed = bytes.firstOffset(of: UInt8(ascii: "\n"), from: start), feed < end {
      line += 1
      start = feed + 1
    }
    self.line = line
    column = end - start + 1
  }

  /// `line 3, column 14`
  public var description: String { "line \(line), column \(column)" }
}
