internal import Bytes
internal import JSON

extension SchemaValidator {
  /// Whether a value does what one instruction asks for.
  mutating func holds(
    _ instruction: SchemaInstruction, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    let a = Int(instruction.a)
    switch instruction.operation {
    case .members: return try matchMembers(a, value, frame, tape, bytes)
    case .ref: return try matches(a, value, frame, tape, bytes)
    case .anyOf: return try matchesAny(instruction, value, frame, tape, bytes)
    case .minLength: return hasLength(value, tape, atLeast: program.limits[a])
    case .maxLength: return hasLength(value, tape, atMost: program.limits[a])
    case .pattern: return isFound(a, value, tape, bytes)
    case .format:
      return StringFormat(rawValue: UInt8(a))?.accepts(tape.decodedText(value)) ?? true
    case .minimum: return order(value, a, tape).map { $0 >= 0 } ?? true
    case .maximum: return order(value, a, tape).map { $0 <= 0 } ?? true
    case .exclusiveMinimum: return order(value, a, tape).map { $0 > 0 } ?? true
    case .exclusiveMaximum: return order(value, a, tape).map { $0 < 0 } ?? true
    case .multipleOf: return isMultiple(value, a, tape)
    case .minItems, .minProperties: return tape.count(of: value) >= program.limits[a]
    case .maxItems, .maxProperties: return tape.count(of: value) <= program.limits[a]
    case .uniqueItems: return repeatedElements(of: value, tape) == nil
    case .items: return try matchItems(instruction, value, frame, tape, bytes)
    case .contains: return try containsEnough(instruction, value, frame, tape, bytes)
    case .propertyNames:
      var key = tape.first(in: value)
      for _ in 0..<tape.count(of: value) {
        if try !matches(a, key, -1, tape, bytes) { return false }
        key = tape.following(tape.value(behind: key))
      }
      return true
    case .dependentRequired:
      try spend(tape.count(of: value))
      guard tape.value(program.names[a], in: value) != nil else { return true }
      for name in Int(instruction.b)..<Int(instruction.b + instruction.c) {
        try spend(tape.count(of: value))
        if tape.value(program.names[name], in: value) == nil { return false }
      }
      return true
    case .dependentSchema:
      try spend(tape.count(of: value))
      guard tape.value(program.names[a], in: value) != nil else { return true }
      return try matches(Int(instruction.b), value, frame, tape, bytes)
    case .const, .enum:
      try spend(Int(instruction.b) / 16)
      return isConstant(instruction, value, tape)
    case .dynamicRef: return try matches(target(of: instruction), value, frame, tape, bytes)
    case .allOf:
      for index in a..<a + Int(instruction.b) {
        if try !matches(Int(program.lists[index]), value, frame, tape, bytes) { return false }
      }
      return true
    case .oneOf:
      var count = 0
      for index in a..<a + Int(instruction.b) {
        if try matchesBranch(program.lists[index], value, frame, tape, bytes) { count += 1 }
        if count > 1 { return false }
      }
      return count == 1
    case .not: return try !matches(a, value, -1, tape, bytes)
    case .conditional:
      let branch = try matchesBranch(instruction.a, value, frame, tape, bytes) ? instruction.b : instruction.c
      if branch < 0 { return true }
      return try matches(Int(branch), value, frame, tape, bytes)
    case .unevaluatedItems:
      return try matchUnevaluated(a, value, frame, tape, bytes) { tape, value in value }
    case .unevaluatedProperties:
      return try matchUnevaluated(a, value, frame, tape, bytes) { tape, key in tape.value(behind: key) }
    }
  }

  private mutating func matchesAny(
    _ instruction: SchemaInstruction, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) -> Bool {
    let start = Int(instruction.a)
    var result = false
    for index in start..<start + Int(instruction.b) {
      if try matchesBranch(program.lists[index], value, frame, tape, bytes) {
        result = true
        // Who wants to know what has been evaluated has to ask all of them.
        if frame < 0 { break }
      }
    }
    return result
  }

  /// The node that a dynamic reference means here: that of the outermost resource on the way with such an anchor.
  func target(of instruction: SchemaInstruction) -> Int {
    let anchor = Int(instruction.a)
    for resource in scope {
      if let index = program.dynamicAnchors[anchor].resources.firstIndex(of: resource) {
        return Int(program.dynamicAnchors[anchor].nodes[index])
      }
    }
    return Int(instruction.b)
  }

  /// Compares what has not been evaluated of an array or object with a node.
  private mutating func matchUnevaluated(
    _ node: Int, _ value: JSONValue, _ frame: Int, _ tape: JSONTape, _ bytes: RawSpan,
    _ part: (JSONTape, JSONValue) -> JSONValue
  ) throws(SchemaLimit) -> Bool {
    var place = tape.first(in: value)
    for index in 0..<tape.count(of: value) {
      let element = part(tape, place)
      if !isNoted(index, in: frame) {
        if try !matches(node, element, -1, tape, bytes) { return false }
        note(index, in: frame)
      }
      place = tape.following(element)
    }
    return true
  }
}
