internal import Bytes
internal import JSON

extension SchemaValidator {
  /// `properties`, `patternProperties`, `additionalProperties` and `required`, in one pass.
  mutating func matchMembers(
    _ number: Int, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    let table = program.tables[number]
    let count = tape.count(of: value)
    let required = Int(table.requiredCount)
    if required > count { return false }
    // Which of the required names have been seen: the first 64 here, all of a longer list in `evaluated`.
    var seen: UInt64 = 0
    let seenStart = evaluated.count
    if required > 64 { evaluated.append(contentsOf: repeatElement(0, count: (required + 63) / 64)) }
    defer { if required > 64 { evaluated.removeLast(evaluated.count - seenStart) } }

    var guess: Int32 = 0
    var key = tape.first(in: value)
    for position in 0..<count {
      let member = tape.value(behind: key)
      var isKnown = false
      let index = entry(table, key, guess, tape, bytes)
      if index >= 0 {
        guess = index &+ 1
        let entry = program.entries[Int(table.entryStart &+ index)]
        if entry.required >= 0 {
          if required <= 64 { seen |= 1 << UInt64(entry.required) } else { note(Int(entry.required), in: seenStart) }
        }
        if entry.node >= 0 {
          isKnown = true
          if try !matchesPart(entry.node, member, tape, bytes) { return false }
        }
      }
      for pattern in Int(table.patternStart)..<Int(table.patternStart &+ table.patternCount) {
        try spend(1)
        guard isFound(Int(program.patterns[pattern].expression), key, tape, bytes) else { continue }
        isKnown = true
        if try !matchesPart(program.patterns[pattern].node, member, tape, bytes) { return false }
      }
      if !isKnown, table.additional >= 0 {
        isKnown = true
        if try !matchesPart(table.additional, member, tape, bytes) { return false }
      }
      if isKnown { note(position, in: frame) }
      key = tape.following(member)
    }
    if required == 0 { return true }
    if required <= 64 { return seen.nonzeroBitCount == required }
    return evaluated[seenStart...].reduce(0) { $0 + $1.nonzeroBitCount } == required
  }

  /// The entry of a member table for a key, counted within the table, or -1. `guess` is looked at first.
  @inline(__always)
  func entry(_ table: MemberTable, _ key: JSONValue, _ guess: Int32, _ tape: JSONTape, _ bytes: RawSpan) -> Int32 {
    if table.entryCount == 0 { return -1 }
    if tape.isEscaped(key) {
      return tape.decodedText(key).withBytes { text in find(text, 0..<text.byteCount, table, guess) }
    }
    return find(bytes, tape.rawTextRange(of: key), table, guess)
  }

  @inline(__always)
  private func find(_ bytes: RawSpan, _ range: Range<Int>, _ table: MemberTable, _ guess: Int32) -> Int32 {
    let key = MemberKey(bytes, range)
    if guess < table.entryCount, isEntry(table.entryStart &+ guess, key, bytes, range) { return guess }
    let mask = Int(table.placeMask)
    var place = key.hash & mask
    while true {
      let index = program.places[Int(table.placeStart) &+ place]
      if index < 0 || isEntry(table.entryStart &+ index, key, bytes, range) { return index }
      place = (place &+ 1) & mask
    }
  }

  @inline(__always)
  private func isEntry(_ index: Int32, _ key: MemberKey, _ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    let entry = program.entries[Int(index)]
    guard entry.key == key else { return false }
    if key.isExact { return true }
    let start = Int(entry.nameStart)
    return program.nameBytes.withBytes { bytes.equals($0, at: range, otherRange: start..<start + range.count) }
  }

  /// `prefixItems` and `items`.
  mutating func matchItems(
    _ instruction: SchemaInstruction, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    var element = tape.first(in: value)
    for index in 0..<tape.count(of: value) {
      let node = index < Int(instruction.b) ? program.lists[Int(instruction.a) + index] : instruction.c
      if node < 0 { break }
      if try !matchesPart(node, element, tape, bytes) { return false }
      note(index, in: frame)
      element = tape.following(element)
    }
    return true
  }

  /// `contains`, `minContains`, `maxContains`.
  mutating func containsEnough(
    _ instruction: SchemaInstruction, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    let minimum = program.limits[Int(instruction.b)]
    let maximum = instruction.c < 0 ? Int.max : program.limits[Int(instruction.c)]
    var found = 0
    var element = tape.first(in: value)
    for index in 0..<tape.count(of: value) {
      if try matches(Int(instruction.a), element, -1, tape, bytes) {
        found += 1
        if found > maximum { return false }
        note(index, in: frame)
        if frame < 0, found >= minimum, maximum == .max { return true }
      }
      element = tape.following(element)
    }
    return found >= minimum
  }
}
