/// A key and its value in a dictionary.
public struct PickleMember: Hashable, Sendable {
  public let key: PickleValue
  public let value: PickleValue

  @inlinable @inline(__always)
  init(key: PickleValue, value: PickleValue) {
    self.key = key
    self.value = value
  }
}
