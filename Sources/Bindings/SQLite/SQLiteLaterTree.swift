/// A table or an index that statements leave empty, because its pages are appended to the finished file.
public struct SQLiteLaterTree: Sendable, Hashable {
  /// Its row in the table `sqlite_stat1`.
  public struct Statistics: Sendable, Hashable {
    /// The index, or the table where that has no rowid; nil for a table without either.
    public var index: String?
    /// The number of rows, then the mean number of rows for each prefix of the key.
    public var numbers: String

    public init(index: String?, numbers: String) {
      self.index = index
      self.numbers = numbers
    }
  }

  public var table: String
  /// Nil for the table itself.
  public var index: String?
  /// Nil where `sqlite_stat1` has none.
  public var statistics: Statistics?

  public init(table: String, index: String?, statistics: Statistics?) {
    self.table = table
    self.index = index
    self.statistics = statistics
  }
}
