/// A table of a database that is being read.
public struct SQLiteInputTable: Sendable, Hashable {
  /// A column of a table.
  public struct Column: Sendable, Hashable {
    public var name: String
    /// As the schema declares it; SQLite stores any type in any column unless the table is strict.
    public var declaredType: String
    /// Whether the values are computed by the schema when they are read: never read them.
    public var isGenerated: Bool
  }

  public var name: String
  public var columns: [Column]

  /// Whether the table has all of `names`, none of them generated.
  public func has(_ names: [String]) -> Bool {
    names.allSatisfy { name in columns.contains { $0.name == name && !$0.isGenerated } }
  }
}
