/// What a pickle has memoized, by index.
///
/// Indices that follow each other are in an array; those far beyond the number of entries in a dictionary, so that an
/// index costs no memory by its size.
struct PickleMemo: Sendable {
  /// All ones, which no value is: the payload of 0xFFFF is unused.
  private static let missing: UInt64 = .max
  private var near: [UInt64] = []
  private var far: [UInt64: UInt64] = [:]
  /// The number of entries, which is the index that MEMOIZE takes.
  private(set) var count = 0

  /// Forgets everything.
  mutating func removeAll() {
    near.removeAll(keepingCapacity: true)
    far.removeAll()
    count = 0
  }

  @inline(__always)
  subscript(index: UInt64) -> PickleValue? {
    if index < UInt64(near.count) {
      let bits = near[Int(truncatingIfNeeded: index)]
      if bits != Self.missing { return PickleValue(bits: bits) }
    }
    return far.isEmpty ? nil : far[index].map { PickleValue(bits: $0) }
  }

  @inline(__always)
  mutating func set(_ value: PickleValue, at index: UInt64) {
    if index == UInt64(near.count) && far.isEmpty {
      near.append(value.bits)
      count &+= 1
    } else {
      setElsewhere(value, at: index)
    }
  }

  @inline(never)
  private mutating func setElsewhere(_ value: PickleValue, at index: UInt64) {
    if self[index] == nil { count += 1 }
    if index < UInt64(2 * count + 1024) {
      let place = Int(index)
      if place >= near.count { near.append(contentsOf: repeatElement(Self.missing, count: place + 1 - near.count)) }
      near[place] = value.bits
      far[index] = nil
    } else {
      far[index] = value.bits
    }
  }
}
