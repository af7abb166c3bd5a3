internal import Bytes

extension PickleInterpreter {
  /// Pushes the double at hand and those that follow it; a list that they fill gets them at once.
  ///
  /// `MARK BINFLOAT … BINFLOAT APPENDS` over a list is what a benchmark's file is made of.
  @inline(__always)
  mutating func pushDoubles(_ bytes: RawSpan) throws(PickleError) {
    try need(8)
    let first = index &- 1
    let count = bytes.recordCount(startingWith: 0x47, stride: 9, from: first, to: end)
    index = first &+ 9 &* count
    if index < end, bytes.byte(at: index) == PickleOpcode.appends.rawValue, let height = marks.last,
      height == stack.count, let list = listBelow(height)
    {
      index &+= 1
      marks.removeLast()
      let start = makeRoom(count, in: list)
      if start == arena.count {
        arena.append(
          bigEndianWordsOf: bytes, from: first + 1, stride: 9, count: count, limit: PickleValue.firstTag,
          replacement: PickleValue.canonicalNaN)
      } else {
        for number in 0..<count { arena[start + number] = double(bytes, first + 1 + 9 * number).bits }
      }
    } else {
      stack.append(
        bigEndianWordsOf: bytes, from: first + 1, stride: 9, count: count, limit: PickleValue.firstTag,
        replacement: PickleValue.canonicalNaN)
    }
  }

  private func double(_ bytes: RawSpan, _ offset: Int) -> PickleValue {
    PickleValue(Double(bitPattern: bytes.bigEndianWord(at: offset)))
  }

  /// The record of the list right below a height of the stack, if there is one within the marks.
  @inline(__always)
  private func listBelow(_ height: Int) -> Int? {
    let floor = marks.count > 1 ? marks[marks.count &- 2] : 0
    guard height > floor, let record = PickleValue(bits: stack[height &- 1]).record,
      records[record].kind == .list
    else { return nil }
    return record
  }

  @inline(__always)
  mutating func pushEmpty(_ kind: PickleKind) throws(PickleError) {
    push(PickleValue(record: try makeRecord(kind, start: arena.count, count: 0)))
  }

  /// Makes room for `count` more values in the slice of a record, and counts them in; returns where they go: to the
  /// end of the arena, to be appended by the caller, or to places that exist.
  ///
  /// A slice with other slices behind it moves to the end and gets twice the room: O(1) per value over all moves.
  @inline(__always)
  mutating func makeRoom(_ count: Int, in record: Int) -> Int {
    let old = records[record]
    if old.end == arena.count || old.count == 0 && old.capacity < count {
      if old.count == 0 { records[record].start = UInt32(truncatingIfNeeded: arena.count) }
      records[record].count = old.count &+ UInt32(truncatingIfNeeded: count)
      records[record].capacity = records[record].count
      return arena.count
    }
    if Int(old.capacity &- old.count) < count { move(record, roomFor: count) }
    records[record].count &+= UInt32(truncatingIfNeeded: count)
    return Int(records[record].start) + Int(old.count)
  }

  @inline(never)
  private mutating func move(_ record: Int, roomFor count: Int) {
    let range = records[record].range
    let start = arena.count
    let capacity = max(range.count + count, 2 * range.count)
    for index in range { arena.append(arena[index]) }
    arena.append(contentsOf: repeatElement(PickleValue.none.bits, count: capacity - range.count))
    records[record].start = UInt32(truncatingIfNeeded: start)
    records[record].capacity = UInt32(truncatingIfNeeded: capacity)
  }

  /// Moves the values above a height of the stack behind those of a record.
  mutating func extend(_ record: Int, from height: Int) throws(PickleError) {
    let count = stack.count - height
    guard count > 0 else { return }
    var depth = records[record].depth
    for position in height..<stack.count {
      let value = PickleValue(bits: stack[position])
      if value.isDouble { continue }
      records[record].isMixed = true
      if let part = value.record {
        depth = max(depth, records[part].depth &+ 1)
        records[part].isPart = true
        if records[record].isPart || part == record { needsGraphCheck = true }
      }
    }
    guard depth <= maximumDepth else { throw failure(.tooDeep(limit: Int(maximumDepth))) }
    records[record].depth = depth
    let start = makeRoom(count, in: record)
    if start == arena.count {
      for position in height..<stack.count { arena.append(stack[position]) }
    } else {
      for number in 0..<count { arena[start + number] = stack[height + number] }
    }
    stack.removeLast(count)
  }

  /// Pushes a new record whose slice is what stands above a height of the stack.
  mutating func pushRecord(_ kind: PickleKind, from height: Int) throws(PickleError) {
    let record = try makeRecord(kind, start: arena.count, count: 0)
    try extend(record, from: height)
    push(PickleValue(record: record))
  }

  /// A new record with the given slice.
  mutating func make(_ kind: PickleKind, _ values: [PickleValue]) throws(PickleError) -> PickleValue {
    let height = stack.count
    for value in values { push(value) }
    let record = try makeRecord(kind, start: arena.count, count: 0)
    try extend(record, from: height)
    return PickleValue(record: record)
  }

  /// Pushes a tuple of the last `count` values.
  mutating func pushTuple(_ count: Int, _ name: String) throws(PickleError) {
    guard stack.count - floor >= count else { throw failure(.stackUnderflow(name)) }
    try pushRecord(.tuple, from: stack.count - count)
  }

  /// The record below a height of the stack, which must be of one of two kinds, or an opaque object.
  private mutating func target(
    below height: Int, _ kind: PickleKind, _ name: String, expected: String
  ) throws(PickleError) -> Int {
    guard height > floor else { throw failure(.stackUnderflow(name)) }
    let value = PickleValue(bits: stack[height - 1])
    if let record = value.record {
      if records[record].kind == kind { return record }
      if records[record].kind == .object { return try content(of: record, kind) }
    }
    throw failure(.unexpected(describe(value), expected: expected))
  }

  /// The list or dictionary in which an opaque object keeps what is put in.
  private mutating func content(of object: Int, _ kind: PickleKind) throws(PickleError) -> Int {
    let place = Int(records[object].start) + 3
    if let record = PickleValue(bits: arena[place]).record {
      guard records[record].kind == kind else {
        throw failure(.unexpected(kind.description, expected: records[record].kind.description))
      }
      return record
    }
    let record = try makeRecord(kind, start: arena.count, count: 0)
    records[record].isPart = true
    needsGraphCheck = true
    arena[place] = PickleValue(record: record).bits
    return record
  }

  mutating func append(from height: Int) throws(PickleError) {
    try extend(try target(below: height, .list, "APPENDS", expected: "a list to append to"), from: height)
  }

  mutating func setItems(from height: Int) throws(PickleError) {
    guard (stack.count - height) & 1 == 0 else { throw failure(.oddItems) }
    let record = try target(below: height, .dictionary, "SETITEMS", expected: "a dictionary to put items in")
    try extend(record, from: height)
  }

  mutating func addItems(from height: Int) throws(PickleError) {
    try extend(try target(below: height, .set, "ADDITEMS", expected: "a set to add to"), from: height)
  }

  /// The words for a value in a message.
  func describe(_ value: PickleValue) -> String {
    if value.isDouble { return PickleKind.double.description }
    if let record = value.record { return records[record].kind.description }
    return switch value.tag {
    case .integer: PickleKind.integer.description
    case .text: PickleKind.text.description
    case .bytes, .latinBytes: PickleKind.bytes.description
    default:
      value.global != nil
        ? PickleKind.global.description
        : value.boolean != nil ? PickleKind.boolean.description : value == .noBytes ? "bytes" : "None"
    }
  }
}
