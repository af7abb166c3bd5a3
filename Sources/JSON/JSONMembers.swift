/// The members of an object, in the order of the document. No allocation.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
  @usableFromInline let slots: [JSONSlot]
  @usableFromInline var position: Int
  @usableFromInline let end: Int

  @inlinable
  init(slots: [JSONSlot], object: Int) {
    self.slots = slots
    position = object + 1
    end = slots[object].highHalf
  }

  /// No members.
  @inlinable
  init() {
    slots = []
    position = 0
    end = 0
  }

  @inlinable
  public mutating func next() -> JSONMember? {
    guard position < end else { return nil }
    let key = position
    let slot = slots[key + 1]
    position = slot.isContainer ? slot.highHalf + 1 : key + 2
    return JSONMember(key: JSONValue(slot: key), value: JSONValue(slot: key + 1))
  }
}
