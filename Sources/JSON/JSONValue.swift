/// The place of a value in a `JSONTape`. It means something only to the tape it came from, until that parses again.
public struct JSONValue: Hashable, Sendable {
  @usableFromInline let slot: Int

  @inlinable @inline(__always)
  init(slot: Int) {
    self.slot = slot
  }
}
