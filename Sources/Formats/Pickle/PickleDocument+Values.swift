internal import Bytes

extension PickleDocument {
  public func kind(of value: PickleValue) -> PickleKind {
    if value.isDouble { return .double }
    if let record = value.record { return records[record].kind }
    switch value.tag {
    case .integer: return .integer
    case .text: return .text
    case .bytes, .latinBytes: return .bytes
    default: break
    }
    if value.boolean != nil { return .boolean }
    return value == .noBytes ? .bytes : value.global == nil ? .none : .global
  }

  public func isNone(_ value: PickleValue) -> Bool { value == .none }

  public func boolean(_ value: PickleValue) -> Bool? { value.boolean }

  /// A whole number, nil beyond 64 bits; truth values are none.
  public func integer(_ value: PickleValue) -> Int64? {
    if let number = value.smallInteger { return number }
    guard let record = value.record, records[record].kind == .integer else { return nil }
    return Int64(bitPattern: arena[Int(records[record].start)])
  }

  /// A double, or a whole number as the nearest double, infinity if it is too large; truth values are none.
  public func double(_ value: PickleValue) -> Double? {
    if value.isDouble { return Double(bitPattern: value.bits) }
    if let number = integer(value) { return Double(number) }
    guard let digits = digits(value) else { return scalar(value) }
    return digits.withBytes { $0.nearestDouble(0..<$0.byteCount) }
  }

  /// The one element of an array or tensor without axes.
  private func scalar(_ value: PickleValue) -> Double? {
    switch kind(of: value) {
    case .array: array(value)?.shape.isEmpty == true ? doubles(of: value)?.first : nil
    case .tensor: tensor(value)?.shape.isEmpty == true ? elements(ofTensor: value)?.first : nil
    default: nil
    }
  }

  /// The decimal digits of a whole number of any size.
  public func digits(_ value: PickleValue) -> String? {
    if let number = integer(value) { return String(number) }
    guard let record = value.record, records[record].kind == .bigInteger else { return nil }
    return source.withBytes { PickleInteger.decimal(at: records[record].offset, in: $0) }
  }

  /// The number of elements of a list, tuple or set or of members of a dictionary, 0 for anything else.
  public func count(of value: PickleValue) -> Int {
    guard let record = value.record else { return 0 }
    switch records[record].kind {
    case .list, .tuple, .set, .frozenSet: return Int(records[record].count)
    case .dictionary: return Int(records[record].count) / 2
    default: return 0
    }
  }

  /// The elements of a list, tuple or set, none for anything else.
  public func elements(of value: PickleValue) -> PickleElements {
    guard let record = value.record else { return PickleElements(arena: [], slice: 0..<0) }
    switch records[record].kind {
    case .list, .tuple, .set, .frozenSet: return PickleElements(arena: arena, slice: records[record].range)
    default: return PickleElements(arena: [], slice: 0..<0)
    }
  }

  /// The members of a dictionary, none for anything else.
  public func members(of value: PickleValue) -> PickleMembers {
    guard let record = value.record, records[record].kind == .dictionary else {
      return PickleMembers(arena: [], slice: 0..<0)
    }
    return PickleMembers(arena: arena, slice: records[record].range)
  }

  /// The value of a text key of a dictionary. Looks at each key in turn.
  public func value(_ key: StaticString, in dictionary: PickleValue) -> PickleValue? {
    members(of: dictionary).first { text($0.key, equals: key) }?.value
  }

  /// The same for a key that is not a literal.
  @_disfavoredOverload
  public func value(_ key: String, in dictionary: PickleValue) -> PickleValue? {
    let bytes = Array(key.utf8)
    return members(of: dictionary).first { text($0.key, equals: bytes) }?.value
  }

  /// The value of a key that is a whole number.
  public func value(_ key: Int64, in dictionary: PickleValue) -> PickleValue? {
    members(of: dictionary).first { integer($0.key) == key }?.value
  }

  /// Appends the numbers of a list, tuple or set as doubles; appends nothing and returns false if one is no number, or
  /// for anything else.
  /// - Complexity: O(n); a list of doubles alone is copied at once.
  public func copyDoubles(of list: PickleValue, into target: inout [Double]) -> Bool {
    guard let record = list.record else { return false }
    switch records[record].kind {
    case .list, .tuple, .set, .frozenSet: break
    default: return false
    }
    let range = records[record].range
    if !records[record].isMixed {
      target.reserveCapacity(target.count + range.count)
      for place in range { target.append(Double(bitPattern: arena[place])) }
      return true
    }
    let count = target.count
    target.reserveCapacity(count + range.count)
    for place in range {
      guard let number = double(PickleValue(bits: arena[place])) else {
        target.removeLast(target.count - count)
        return false
      }
      target.append(number)
    }
    return true
  }

  /// The offset in the pickle of the opcode that made a value, for messages; nil for numbers, truth values and None,
  /// which have none: take that of what they are in.
  public func offset(of value: PickleValue) -> Int? {
    if value.isDouble { return nil }
    if let record = value.record { return records[record].offset - base }
    switch value.tag {
    case .text, .bytes, .latinBytes: return value.payload - base
    default: return nil
    }
  }
}
