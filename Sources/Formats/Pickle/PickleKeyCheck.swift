internal import Bytes

/// Finds keys that stand twice in a dictionary or set, as Python's dictionaries do when they are filled: 1, 1.0 and True
/// are one key; the later value goes to the place of the earlier key.
///
/// One pass over all dictionaries once a pickle is read. Dictionaries made with the same memoized keys as an earlier one
/// are not looked at again.
struct PickleKeyCheck {
  /// How many tuples a key may have within one another, and how many values in all.
  private static let maximumKeyDepth = 4
  private static let maximumKeySize = 64

  /// By the sum of the keys: a dictionary of distinct keys.
  private var distinct = [Int32](repeating: -1, count: 512)
  /// Slots of an open hash table: the number of a pair plus one.
  private var table: [Int32] = []

  /// Checks all records from `first` on.
  mutating func check(_ machine: inout PickleInterpreter, from first: Int, _ bytes: RawSpan) throws(PickleError) {
    for record in first..<machine.records.count {
      let step: Int
      switch machine.records[record].kind {
      case .dictionary: step = 2
      case .set, .frozenSet: step = 1
      default: continue
      }
      machine.current = machine.records[record].offset
      try check(record, step, &machine, bytes)
    }
  }

  private mutating func check(
    _ record: Int, _ step: Int, _ machine: inout PickleInterpreter, _ bytes: RawSpan
  ) throws(PickleError) {
    let range = machine.records[record].range
    let count = range.count / step
    guard count > 0 else { return }
    var sum = UInt64(count)
    for place in 0..<count { sum = (sum &+ machine.arena[range.lowerBound + place * step]) &* 0x9E37_79B9_7F4A_7C15 }
    let slot = Int(truncatingIfNeeded: sum >> 55)
    if distinct[slot] >= 0, sameKeys(record, Int(distinct[slot]), step, machine) { return }
    var size = 16
    while size < 2 * count { size *= 2 }
    table.removeAll(keepingCapacity: true)
    table.append(contentsOf: repeatElement(0, count: size))
    var kept = 0
    for number in 0..<count {
      let place = range.lowerBound + number * step
      let key = PickleValue(bits: machine.arena[place])
      var hasher = Hasher()
      var budget = Self.maximumKeySize
      try hash(key, 0, &budget, &hasher, &machine, bytes)
      var position = hasher.finalize() & (size - 1)
      var twin: Int?
      while table[position] != 0 {
        let other = range.lowerBound + (Int(table[position]) - 1) * step
        if try equal(key, PickleValue(bits: machine.arena[other]), &machine, bytes) {
          twin = other
          break
        }
        position = (position + 1) & (size - 1)
      }
      if let twin {
        if step == 2 { machine.arena[twin + 1] = machine.arena[place + 1] }
        continue
      }
      let target = range.lowerBound + kept * step
      for part in 0..<step { machine.arena[target + part] = machine.arena[place + part] }
      kept += 1
      table[position] = Int32(kept)
    }
    machine.records[record].count = UInt32(kept * step)
    if kept == count { distinct[slot] = step == 2 ? Int32(truncatingIfNeeded: record) : -1 }
  }

  /// Whether two dictionaries have the same values as keys, bit for bit.
  private func sameKeys(_ first: Int, _ second: Int, _ step: Int, _ machine: borrowing PickleInterpreter) -> Bool {
    let (range, other) = (machine.records[first].range, machine.records[second].range)
    guard step == 2, range.count == other.count else { return false }
    for place in stride(from: 0, to: range.count, by: 2)
    where machine.arena[range.lowerBound + place] != machine.arena[other.lowerBound + place] {
      return false
    }
    return true
  }

  private func hash(
    _ key: PickleValue, _ depth: Int, _ budget: inout Int, _ hasher: inout Hasher,
    _ machine: inout PickleInterpreter, _ bytes: RawSpan
  ) throws(PickleError) {
    budget -= 1
    guard budget >= 0, depth < Self.maximumKeyDepth else {
      throw machine.failure(.unhashableKey("one of that many parts"))
    }
    if let number = machine.wholeNumber(key) {
      hasher.combine(number)
    } else if key.isDouble {
      hasher.combine(key.bits)
    } else if let record = key.record, machine.records[record].kind != .text {
      switch machine.records[record].kind {
      case .tuple, .complex:
        guard machine.records[record].count <= Self.maximumKeySize else {
          throw machine.failure(.unhashableKey("one of that many parts"))
        }
        for part in machine.values(record) { try hash(part, depth + 1, &budget, &hasher, &machine, bytes) }
      case .bigInteger: hasher.combine(PickleInteger.decimal(at: machine.records[record].offset, in: bytes))
      case let kind: throw machine.failure(.unhashableKey(kind.description))
      }
    } else if let content = try text(key, &machine, bytes) {
      content.withBytes { content in
        var index = 0
        while index < content.byteCount {
          hasher.combine(content.wordOrTail(at: index))
          index += 8
        }
      }
    } else {
      hasher.combine(key)
    }
  }

  /// The content of a text or of bytes, nil for anything else.
  private func text(
    _ key: PickleValue, _ machine: inout PickleInterpreter, _ bytes: RawSpan
  ) throws(PickleError) -> [UInt8]? {
    switch key.tag {
    case .text: try machine.content(key, bytes)
    case .record: try machine.scalarText(key, bytes)
    case .bytes, .latinBytes: try machine.rawBytes(key, bytes)
    default: key == .noBytes ? [] : nil
    }
  }

  private func equal(
    _ first: PickleValue, _ second: PickleValue, _ machine: inout PickleInterpreter, _ bytes: RawSpan
  ) throws(PickleError) -> Bool {
    // A NaN that was memoized is the same object, which is all that Python asks for.
    if first == second { return !first.isDouble || !Double(bitPattern: first.bits).isNaN }
    if let number = machine.wholeNumber(first) { return machine.wholeNumber(second) == number }
    if let record = first.record, let other = second.record, !machine.isText(first), !machine.isText(second) {
      let kind = machine.records[record].kind
      guard kind == machine.records[other].kind else { return false }
      if kind == .bigInteger {
        return PickleInteger.decimal(at: machine.records[record].offset, in: bytes)
          == PickleInteger.decimal(at: machine.records[other].offset, in: bytes)
      }
      let (parts, others) = (machine.values(record), machine.values(other))
      guard parts.count == others.count else { return false }
      for (part, other) in zip(parts, others) where try !equal(part, other, &machine, bytes) { return false }
      return true
    }
    guard machine.isText(first) == machine.isText(second), let content = try text(first, &machine, bytes) else {
      return false
    }
    return try text(second, &machine, bytes) == content
  }
}

extension PickleInterpreter {
  /// Whether a value is a text, be it a numpy scalar or not.
  fileprivate func isText(_ value: PickleValue) -> Bool {
    guard let record = value.record else { return value.tag == .text }
    return records[record].kind == .text
  }

  /// The number of what Python hashes as a whole number of 64 bits: integers, truth values, doubles without fraction.
  fileprivate func wholeNumber(_ value: PickleValue) -> Int64? {
    if let number = value.smallInteger { return number }
    if value.isDouble { return Int64(exactly: Double(bitPattern: value.bits)) }
    if let truth = value.boolean { return truth ? 1 : 0 }
    guard let record = value.record, records[record].kind == .integer else { return nil }
    return Int64(bitPattern: arena[Int(records[record].start)])
  }
}
