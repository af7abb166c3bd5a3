/// The elements of a list, tuple or set, in order. No allocation.
public struct PickleElements: RandomAccessCollection, Sendable {
  @usableFromInline let arena: [UInt64]
  @usableFromInline let start: Int
  public let count: Int

  @inlinable
  init(arena: [UInt64], slice: Range<Int>) {
    self.arena = arena
    start = slice.lowerBound
    count = slice.count
  }

  @inlinable
  public var startIndex: Int { 0 }
  @inlinable
  public var endIndex: Int { count }

  /// The element at a place from 0. Traps outside them.
  @inlinable
  public subscript(position: Int) -> PickleValue {
    precondition(position >= 0 && position < count, "no such element")
    return PickleValue(bits: arena[start + position])
  }
}
