/// What stands for a `?` in a statement.
public enum SQLiteValue: Sendable, Hashable {
  case integer(Int)
  case text(String)
}
