/// Why a text is no condition.
public struct QueryExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The condition.
  public var text: String
  /// In bytes, from 0.
  public var offset: Int
  public var found: String
  public var expected: String

  public var description: String { "at byte \(offset) of the condition: found \(found); expected \(expected)" }

  /// The condition with its fault marked, in two lines.
  public var excerpt: String {
    let bytes = Array(text.utf8)
    let start = max(0, min(offset, bytes.count) - 40)
    let end = min(bytes.count, offset + 30)
    let shown = String(decoding: bytes[start..<max(start, end)].map { $0 < 32 || $0 > 126 ? 63 : $0 }, as: UTF8.self)
    return "  \(shown)\n  \(String(repeating: " ", count: min(offset, bytes.count) - start))^"
  }
}
