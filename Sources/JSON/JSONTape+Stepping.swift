/// Steps from value to value without an iterator, for loops in which holding the tape's memory once more would cost.
extension JSONTape {
  /// The place behind the opening bracket of an array or object: its first element or key, if `count(of:)` is not 0.
  @inlinable @inline(__always)
  public func first(in container: JSONValue) -> JSONValue {
    JSONValue(slot: container.slot + 1)
  }

  /// The place behind a value or key: the next element or key, if there is one; the value, behind a key.
  @inlinable @inline(__always)
  public func following(_ value: JSONValue) -> JSONValue {
    let slot = slots[value.slot]
    return JSONValue(slot: slot.isContainer ? slot.highHalf + 1 : value.slot + 1)
  }

  /// The value that belongs to a key.
  @inlinable @inline(__always)
  public func value(behind key: JSONValue) -> JSONValue {
    JSONValue(slot: key.slot + 1)
  }

  /// The source range between the quotes of a string or key; empty for anything else.
  @inlinable @inline(__always)
  public func rawTextRange(of value: JSONValue) -> Range<Int> {
    let slot = slots[value.slot]
    return slot.kind == .string ? textRange(slot) : 0..<0
  }
}
