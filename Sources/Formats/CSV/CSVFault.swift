/// A row that is not in the table.
public struct CSVFault: Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// More or fewer fields than the header has.
    case fieldCount(found: Int, expected: Int)
    /// A zero byte, as a disk leaves it that lost power.
    case zeroByte
  }

  public let reason: Reason
  /// The line on which the row begins, from 1.
  public let line: Int

  public var description: String {
    switch reason {
    case .fieldCount(let found, let expected): "line \(line): \(found) fields; expected \(expected)"
    case .zeroByte: "line \(line): a zero byte"
    }
  }
}
