/// A key of an object, itself a string on the tape, and its value.
public struct JSONMember: Hashable, Sendable {
  public let key: JSONValue
  public let value: JSONValue

  @inlinable @inline(__always)
  init(key: JSONValue, value: JSONValue) {
    self.key = key
    self.value = value
  }
}
