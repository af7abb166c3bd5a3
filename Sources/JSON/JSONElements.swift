/// The elements of an array, in order. No allocation.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
  @usableFromInline let slots: [JSONSlot]
  @usableFromInline var position: Int
  @usableFromInline let end: Int

  @inlinable
  init(slots: [JSONSlot], array: Int) {
    self.slots = slots
    position = array + 1
    end = slots[array].highHalf
  }

  /// No elements.
  @inlinable
  init() {
    slots = []
    position = 0
    end = 0
  }

  @inlinable
  public mutating func next() -> JSONValue? {
    guard position < end else { return nil }
    let value = JSONValue(slot: position)
    let slot = slots[position]
    position = slot.isContainer ? slot.highHalf + 1 : position + 1
    return value
  }
}
