/// Why a document cannot be judged: it, or the schema, goes beyond what is followed.
public enum SchemaLimit: Error, Sendable, Hashable, CustomStringConvertible {
  /// Schemas within schemas, by applying one another to a value or to what is in it.
  case depth(limit: Int)
  /// Applications of a schema to a value.
  case work(limit: Int)

  public var description: String {
    switch self {
    case .depth(let limit): "expected at most \(limit) schemas that apply one another"
    case .work(let limit): "expected at most \(limit) steps; the schema multiplies them"
    }
  }
}
