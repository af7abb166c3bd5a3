internal import Bytes
internal import JSON

extension SchemaValidator {
  /// Adds why one instruction does not hold for a value; nothing if it does.
  mutating func explain(
    _ instruction: SchemaInstruction, _ node: Int, _ value: JSONValue, _ collector: inout ViolationCollector,
    _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) {
    let a = Int(instruction.a)
    switch instruction.operation {
    case .members: try explainMembers(a, node, value, &collector, tape, bytes)
    case .items: try explainItems(instruction, value, &collector, tape, bytes)
    case .ref, .dynamicRef:
      let isDynamic = instruction.operation == .dynamicRef || instruction.b == 1
      let target = instruction.operation == .ref ? a : target(of: instruction)
      collector.referenceCount += 1
      try explain(target, value, isDynamic ? "/$dynamicRef" : "/$ref", &collector, tape, bytes)
      collector.referenceCount -= 1
    case .allOf:
      for index in 0..<Int(instruction.b) {
        try explain(Int(program.lists[a + index]), value, "/allOf/\(index)", &collector, tape, bytes)
      }
    case .anyOf, .oneOf: try explainChoice(instruction, node, value, &collector, tape, bytes)
    case .not:
      if try matches(a, value, -1, tape, bytes) {
        collector.add(value, tape, node, "not", "found \(Self.found(value, tape)), expected what does not match this")
      }
    case .conditional:
      let isTrue = try matches(a, value, -1, tape, bytes)
      let branch = isTrue ? instruction.b : instruction.c
      if branch >= 0 { try explain(Int(branch), value, isTrue ? "/then" : "/else", &collector, tape, bytes) }
    case .uniqueItems:
      if let (earlier, later) = repeatedElements(of: value, tape) {
        collector.add(
          value, tape, node, "uniqueItems", "found equal elements \(earlier) and \(later), expected different ones")
      }
    case .contains:
      if try !holds(instruction, value, -1, tape, bytes) {
        try explainContains(instruction, node, value, &collector, tape, bytes)
      }
    case .propertyNames:
      for member in tape.members(of: value) {
        try explain(a, member.key, "/propertyNames", &collector, tape, bytes)
      }
    case .dependentRequired:
      if try !holds(instruction, value, -1, tape, bytes) {
        let names = program.names[Int(instruction.b)..<Int(instruction.b + instruction.c)]
          .filter { tape.value($0, in: value) == nil }.map { "'\(String(decoding: $0, as: UTF8.self))'" }
        collector.add(
          value, tape, node, "dependentRequired",
          "found '\(String(decoding: program.names[a], as: UTF8.self))' without \(Self.listed(names))")
      }
    case .dependentSchema:
      if tape.value(program.names[a], in: value) != nil {
        let keyword = instruction.c == 1 ? "/dependencies/" : "/dependentSchemas/"
        let name = escapedForPointer(String(decoding: program.names[a], as: UTF8.self))
        try explain(Int(instruction.b), value, keyword + name, &collector, tape, bytes)
      }
    default:
      if try !holds(instruction, value, -1, tape, bytes) {
        collector.add(value, tape, node, "\(instruction.operation)", message(instruction, value, tape))
      }
    }
  }

  private mutating func explainMembers(
    _ number: Int, _ node: Int, _ value: JSONValue, _ collector: inout ViolationCollector, _ tape: JSONTape,
    _ bytes: RawSpan
  ) throws(SchemaLimit) {
    let table = program.tables[number]
    let entries = program.entries[Int(table.entryStart)..<Int(table.entryStart + table.entryCount)]
    let patterns = program.patterns[Int(table.patternStart)..<Int(table.patternStart + table.patternCount)]
    var isMissing = entries.map { $0.required >= 0 }
    for member in tape.members(of: value) {
      var isKnown = false
      let index = entry(table, member.key, 0, tape, bytes)
      let name = tape.string(member.key) ?? ""
      if index >= 0 {
        isMissing[Int(index)] = false
        let node = entries[entries.startIndex + Int(index)].node
        if node >= 0 {
          isKnown = true
          try explain(
            Int(node), member.value, "/properties/" + escapedForPointer(name), &collector, tape, bytes)
        }
      }
      for pattern in patterns {
        guard isFound(Int(pattern.expression), member.key, tape, bytes) else { continue }
        isKnown = true
        let step = "/patternProperties/" + escapedForPointer(program.expressions[Int(pattern.expression)].source)
        try explain(Int(pattern.node), member.value, step, &collector, tape, bytes)
      }
      guard !isKnown, table.additional >= 0 else { continue }
      if program.nodes[Int(table.additional)].kind == .false {
        let names = entries.filter { $0.node >= 0 }.map { "'\(self.name(of: $0))'" }
        let expected = names.isEmpty ? "" : ", expected one of \(Self.listed(names))"
        collector.add(
          member.value, tape, node, "additionalProperties",
          "found the unexpected member '\(Self.text(member.key, tape))'\(expected)")
      } else {
        try explain(Int(table.additional), member.value, "/additionalProperties", &collector, tape, bytes)
      }
    }
    for (index, entry) in entries.enumerated() where isMissing[index] {
      collector.add(value, tape, node, "required", "found no member '\(name(of: entry))', which is required")
    }
  }

  private func name(of entry: MemberTable.Entry) -> String {
    let start = Int(entry.nameStart)
    return String(decoding: program.nameBytes[start..<start + entry.key.count], as: UTF8.self)
  }

  private mutating func explainItems(
    _ instruction: SchemaInstruction, _ value: JSONValue, _ collector: inout ViolationCollector, _ tape: JSONTape,
    _ bytes: RawSpan
  ) throws(SchemaLimit) {
    var index = 0
    for element in tape.elements(of: value) {
      if index < Int(instruction.b) {
        let node = Int(program.lists[Int(instruction.a) + index])
        try explain(node, element, "/prefixItems/\(index)", &collector, tape, bytes)
      } else if instruction.c >= 0 {
        try explain(Int(instruction.c), element, "/items", &collector, tape, bytes)
      }
      index += 1
    }
  }

  private mutating func explainContains(
    _ instruction: SchemaInstruction, _ node: Int, _ value: JSONValue, _ collector: inout ViolationCollector,
    _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) {
    var count = 0
    for element in tape.elements(of: value) where try matches(Int(instruction.a), element, -1, tape, bytes) {
      count += 1
    }
    let minimum = program.limits[Int(instruction.b)]
    if count < minimum {
      let keyword = minimum == 1 ? "contains" : "minContains"
      collector.add(
        value, tape, node, keyword, "found \(count) elements that match 'contains', expected at least \(minimum)")
    } else if instruction.c >= 0 {
      let maximum = program.limits[Int(instruction.c)]
      collector.add(
        value, tape, node, "maxContains", "found \(count) elements that match 'contains', expected at most \(maximum)")
    }
  }

  /// `anyOf` and `oneOf`: of alternatives that all fail, the message names the nearest, which fails least.
  private mutating func explainChoice(
    _ instruction: SchemaInstruction, _ node: Int, _ value: JSONValue, _ collector: inout ViolationCollector,
    _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) {
    let keyword = instruction.operation == .anyOf ? "anyOf" : "oneOf"
    var matching: [Int] = []
    for index in 0..<Int(instruction.b) {
      let branch = Int(program.lists[Int(instruction.a) + index])
      if try matches(branch, value, -1, tape, bytes) { matching.append(index) }
    }
    if instruction.operation == .anyOf ? !matching.isEmpty : matching.count == 1 { return }
    if !matching.isEmpty {
      let names = matching.map { "\($0)" }.joined(separator: ", ")
      return collector.add(value, tape, node, keyword, "found a match of alternatives \(names), expected one only")
    }
    var nearest: (index: Int, rank: Int, item: ViolationCollector.Item)?
    for index in 0..<Int(instruction.b) {
      var inner = ViolationCollector(capacity: 1)
      try explain(Int(program.lists[Int(instruction.a) + index]), value, &inner, tape, bytes)
      guard let item = inner.items.first else { continue }
      // An alternative of another type is further off than one that fails in the details.
      let isOther = item.value == value && ["type", "const", "enum", ""].contains(item.keyword)
      let rank = inner.count + (isOther ? 1_000_000 : 0)
      if nearest.map({ rank < $0.rank }) ?? true { nearest = (index, rank, item) }
    }
    var message = "found \(Self.found(value, tape)), expected a match of one of \(instruction.b) alternatives"
    if let nearest {
      let place = nearest.item.value == value ? "" : "\(tape.pointer(to: nearest.item.value)): "
      // Alternatives within alternatives would repeat themselves.
      message += "; the nearest is \(nearest.index): \(Self.cut(place + nearest.item.message, to: 300))"
    }
    collector.add(value, tape, node, keyword, message)
  }
}
