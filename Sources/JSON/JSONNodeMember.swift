/// A key and its value in an object of `JSONNode`.
public struct JSONNodeMember: Sendable, Hashable {
  public var key: String
  public var value: JSONNode

  public init(_ key: String, _ value: JSONNode) {
    self.key = key
    self.value = value
  }
}
