internal import Bytes

extension JSONTape {
  @inlinable
  public func kind(of value: JSONValue) -> JSONKind { slots[value.slot].kind }

  public func isNull(_ value: JSONValue) -> Bool { kind(of: value) == .null }

  public func boolean(_ value: JSONValue) -> Bool? {
    switch kind(of: value) {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// A whole number, nil beyond 64 bits; `-0` is 0.
  @inlinable
  public func integer(_ value: JSONValue) -> Int64? {
    let slot = slots[value.slot]
    return slot.kind == .integer ? Int64(bitPattern: slot.payload) : nil
  }

  /// Any number as the nearest double, as Python's `float` gives it.
  ///
  /// A whole number too large for a double gives nil (Python raises `OverflowError`); `1e400` is infinity, as in Python
  /// (see `overflows`).
  @inlinable
  public func double(_ value: JSONValue) -> Double? {
    let slot = slots[value.slot]
    switch slot.kind {
    case .double:
      return Double(bitPattern: slot.payload)
    case .integer:
      return Double(Int64(bitPattern: slot.payload))
    case .bigInteger:
      return bigDouble(value)
    default:
      return nil
    }
  }

  /// The double nearest to an integer beyond 64 bits, nil if that is not finite.
  @usableFromInline
  func bigDouble(_ value: JSONValue) -> Double? {
    let range = sourceRange(of: value)
    let result = source.withBytes { $0.nearestDouble(range) }
    return result.isFinite ? result : nil
  }

  /// Whether a double is infinite because what is written is too large, as `1e400`, and not because it is `Infinity`.
  public func overflows(_ value: JSONValue) -> Bool {
    slots[value.slot].head & JSONSlot.overflowFlag != 0
  }

  /// The number of members of an object or elements of an array, 0 for anything else.
  @inlinable
  public func count(of value: JSONValue) -> Int {
    let slot = slots[value.slot]
    return slot.isContainer ? slot.lowHalf : 0
  }

  /// The members of an object in order, none for anything else: `for member in tape.members(of: value)`.
  @inlinable
  public func members(of value: JSONValue) -> JSONMembers {
    slots[value.slot].kind == .object ? JSONMembers(slots: slots, object: value.slot) : JSONMembers()
  }

  /// The elements of an array in order, none for anything else.
  @inlinable
  public func elements(of value: JSONValue) -> JSONElements {
    slots[value.slot].kind == .array ? JSONElements(slots: slots, array: value.slot) : JSONElements()
  }

  /// The value of a key of an object, of the last one if it is there twice (as in Python). Looks at each key in turn.
  public func value(_ key: StaticString, in object: JSONValue) -> JSONValue? {
    var found: JSONValue?
    for member in members(of: object) where text(member.key, equals: key) { found = member.value }
    return found
  }

  /// The same for a key that is not a literal.
  public func value(_ key: [UInt8], in object: JSONValue) -> JSONValue? {
    var found: JSONValue?
    for member in members(of: object) where text(member.key, equals: key) { found = member.value }
    return found
  }

  /// The same for a key that is not a literal.
  public func value(_ key: String, in object: JSONValue) -> JSONValue? {
    value(Array(key.utf8), in: object)
  }
}
