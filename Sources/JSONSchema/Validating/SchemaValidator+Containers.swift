internal import Bytes
internal import JSON

extension SchemaValidator {
  /// `properties`, `patternProperties`, `additionalProperties` and `required`, in one pass.
  mutating func matchMembers(
    _ number: Int, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    let count = tape.count(of: value)
    let required = program.tables[number].requiredCount
    if required > count { return false }
    let hasPatterns = !program.tables[number].patterns.isEmpty
    let additional = program.tables[number].additional
    // Which of the required names have been seen: the first 64 here, all of a longer list in `evaluated`.
    var seen: UInt64 = 0
    let seenStart = evaluated.count
    if required > 64 { evaluated.append(contentsOf: repeatElement(0, count: (required + 63) / 64)) }
    defer { if required > 64 { evaluated.removeLast(evaluated.count - seenStart) } }

    var guess = 0
    var key = tape.first(in: value)
    for position in 0..<count {
      let member = tape.value(behind: key)
      var isKnown = false
      let index = entry(number, key, guess, tape, bytes)
      if index >= 0 {
        guess = index + 1
        let node = program.tables[number].entries[index].node
        let place = program.tables[number].entries[index].required
        if place >= 0 {
          if required <= 64 { seen |= 1 << UInt64(place) } else { note(Int(place), in: seenStart) }
        }
        if node >= 0 {
          isKnown = true
          if try !matches(Int(node), member, -1, tape, bytes) { return false }
        }
      }
      if hasPatterns {
        for pattern in program.tables[number].patterns.indices {
          let expression = Int(program.tables[number].patterns[pattern].expression)
          try spend(1)
          guard isFound(expression, key, tape, bytes) else { continue }
          isKnown = true
          let node = Int(program.tables[number].patterns[pattern].node)
          if try !matches(node, member, -1, tape, bytes) { return false }
        }
      }
      if !isKnown, additional >= 0 {
        isKnown = true
        if try !matches(Int(additional), member, -1, tape, bytes) { return false }
      }
      if isKnown { note(position, in: frame) }
      key = tape.following(member)
    }
    if required == 0 { return true }
    if required <= 64 { return seen.nonzeroBitCount == required }
    return evaluated[seenStart...].reduce(0) { $0 + $1.nonzeroBitCount } == required
  }

  /// The entry of a member table for a key, or -1.
  @inline(__always)
  func entry(_ table: Int, _ key: JSONValue, _ guess: Int, _ tape: JSONTape, _ bytes: RawSpan) -> Int {
    if tape.isEscaped(key) {
      return tape.decodedText(key).withBytes { text in
        program.tables[table].index(of: text, 0..<text.byteCount, guess: guess)
      }
    }
    return program.tables[table].index(of: bytes, tape.rawTextRange(of: key), guess: guess)
  }

  /// `prefixItems` and `items`.
  mutating func matchItems(
    _ instruction: SchemaInstruction, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    var element = tape.first(in: value)
    for index in 0..<tape.count(of: value) {
      let node = index < Int(instruction.b) ? program.lists[Int(instruction.a) + index] : instruction.c
      if node < 0 { break }
      if try !matches(Int(node), element, -1, tape, bytes) { return false }
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
