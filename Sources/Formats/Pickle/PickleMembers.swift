/// The members of a dictionary, in the order in which their keys were first put in. No allocation.
public struct PickleMembers: RandomAccessCollection, Sendable {
  @usableFromInline let arena: [UInt64]
  @usableFromInline let start: Int
  public let count: Int

  @inlinable
  init(arena: [UInt64], slice: Range<Int>) {
    self.arena = arena
    start = slice.lowerBound
    count = slice.count / 2
  }

  @inlinable
  public var startIndex: Int { 0 }
  @inlinable
  public var endIndex: Int { count }

  /// The member at a place from 0. Traps outside them.
  @inlinable
  public subscript(position: Int) -> PickleMember {
    precondition(position >= 0 && position < count, "no such member")
    let place = start + 2 * position
    return PickleMember(key: PickleValue(bits: arena[place]), value: PickleValue(bits: arena[place + 1]))
  }
}
