/// What a release says of one of its columns in words, which another version of Cellar may put otherwise.
public struct ColumnWords: Sendable, Hashable {
  public var column: String
  public var description: String
  /// Empty for a column without one.
  public var formula: String

  public init(column: String, description: String, formula: String) {
    self.column = column
    self.description = description
    self.formula = formula
  }
}
