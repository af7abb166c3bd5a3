import Core
import Pipeline

/// The rows that a release answers.
public struct Answer: Sendable, Hashable {
  /// A cell of the answer.
  public enum Value: Sendable, Hashable {
    /// Not measured, or not defined for the row.
    case absent
    case integer(Int)
    /// The double of the source, bit for bit; also NaN and the infinities, where they were measured.
    case number(Double)
    case text(String)

    /// The value as a number; nil for a text and where it is absent.
    public var double: Double? {
      switch self {
      case .integer(let value): Double(value)
      case .number(let value): value
      case .absent, .text: nil
      }
    }

    /// The text; nil for anything else.
    public var text: String? {
      if case .text(let text) = self { text } else { nil }
    }
  }

  /// The names of the columns.
  public let columns: [String]
  /// Each as long as `columns`.
  public let rows: [[Value]]
  /// The epochs of training behind the values; nil for rows of architectures alone.
  public let budget: Int?
  /// The metric that ranks; nil for rows of architectures alone.
  public let metric: String?

  init(_ answer: QueryAnswer) {
    columns = answer.columns.map(\.name)
    rows = answer.rows.map { row in
      row.map { value in
        switch value {
        case .absent: .absent
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        }
      }
    }
    budget = answer.budget
    metric = answer.metric?.rawValue
  }

  /// The values of one column, a value for each row; nil where there is no such column.
  public subscript(column: String) -> [Value]? {
    columns.firstIndex(of: column).map { index in rows.map { $0[index] } }
  }
}
