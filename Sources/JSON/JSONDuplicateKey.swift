/// Two equal keys of one object.
public struct JSONDuplicateKey: Hashable, Sendable {
  /// The later key.
  public let key: JSONValue
  /// The earlier key.
  public let first: JSONValue
}
