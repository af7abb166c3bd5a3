internal import JSON

extension SchemaCompiler {
  /// The nodes of an array of schemas.
  mutating func list(_ place: SchemaPlace, _ node: Int) throws(SchemaError) -> (start: Int32, count: Int32) {
    let tape = tape(place)
    guard tape.kind(of: place.value) == .array else { throw library.failure(place, "expected an array of schemas") }
    var nodes: [Int32] = []
    for element in tape.elements(of: place.value) { nodes.append(try self.node(element, within: node)) }
    let start = Int32(program.lists.count)
    program.lists += nodes
    return (start, Int32(nodes.count))
  }

  mutating func appendReference(
    _ keyword: SchemaKeyword, _ place: SchemaPlace, _ node: Int, _ instructions: inout [SchemaInstruction]
  ) throws(SchemaError) {
    guard let reference = tape(place).string(place.value) else { throw library.failure(place, "expected a string") }
    let target = try library.resolve(reference, in: Int(program.nodes[node].resource), at: place)
    let number = try self.node(at: target.place, in: target.resource)
    if keyword == .dynamicRef, let name = target.anchor,
      library.dynamicAnchors[SchemaAnchor(resource: target.resource, name: name)] == target.place
    {
      instructions.append(SchemaInstruction(operation: .dynamicRef, a: dynamicAnchor(name), b: number))
    } else {
      instructions.append(SchemaInstruction(operation: .ref, a: number, b: keyword == .dynamicRef ? 1 : 0))
    }
  }

  mutating func appendContains(
    _ value: JSONValue, _ place: SchemaPlace, _ keywords: [SchemaKeyword: JSONValue], _ node: Int,
    _ instructions: inout [SchemaInstruction]
  ) throws(SchemaError) {
    var scratch: [SchemaInstruction] = []
    var limits: [Int32] = []
    for (keyword, substitute) in [(SchemaKeyword.minContains, SchemaKeyword.minItems), (.maxContains, .maxItems)] {
      guard let value = keywords[keyword] else {
        limits.append(keyword == .minContains ? limit(1) : -1)
        continue
      }
      try append(substitute, SchemaPlace(document: place.document, value: value), keywords, node, &scratch)
      limits.append(scratch[scratch.count - 1].a)
    }
    let element = try self.node(value, within: node)
    instructions.append(SchemaInstruction(operation: .contains, a: element, b: limits[0], c: limits[1]))
  }

  mutating func appendDependencies(
    _ keyword: SchemaKeyword, _ place: SchemaPlace, _ node: Int, _ instructions: inout [SchemaInstruction]
  ) throws(SchemaError) {
    let tape = tape(place)
    guard tape.kind(of: place.value) == .object else { throw library.failure(place, "expected an object") }
    let isOld: Int32 = keyword == .dependencies ? 1 : 0
    for member in tape.members(of: place.value) {
      let name = Int32(program.names.count)
      program.names.append(tape.decodedText(member.key))
      let isList = tape.kind(of: member.value) == .array
      if keyword == .dependentSchemas || (isOld == 1 && !isList) {
        let target = try self.node(member.value, within: node)
        instructions.append(SchemaInstruction(operation: .dependentSchema, a: name, b: target, c: isOld))
        continue
      }
      let names = try self.names(SchemaPlace(document: place.document, value: member.value))
      let start = Int32(program.names.count)
      program.names += names
      instructions.append(
        SchemaInstruction(operation: .dependentRequired, a: name, b: start, c: Int32(names.count)))
    }
  }

  /// The strings of an array.
  private func names(_ place: SchemaPlace) throws(SchemaError) -> [[UInt8]] {
    let tape = tape(place)
    guard tape.kind(of: place.value) == .array else { throw library.failure(place, "expected an array of strings") }
    var names: [[UInt8]] = []
    for element in tape.elements(of: place.value) {
      guard tape.kind(of: element) == .string else { throw library.failure(place, "expected an array of strings") }
      names.append(tape.decodedText(element))
    }
    return names
  }

  /// `properties`, `patternProperties`, `additionalProperties` and `required` in one; nil without any of them.
  mutating func members(
    _ keywords: [SchemaKeyword: JSONValue], _ node: Int
  ) throws(SchemaError) -> SchemaInstruction? {
    let document = Int(program.nodes[node].document)
    let tape = library.documents[document].tape
    var table = MemberTableBuilder()
    for keyword in [SchemaKeyword.properties, .patternProperties] {
      guard let value = keywords[keyword] else { continue }
      let place = SchemaPlace(document: document, value: value)
      guard tape.kind(of: value) == .object else { throw library.failure(place, "expected an object of schemas") }
      for member in tape.members(of: value) {
        let target = try self.node(member.value, within: node)
        if keyword == .properties {
          table.add(property: tape.decodedText(member.key), node: target)
        } else {
          let place = SchemaPlace(document: document, value: member.value)
          let expression = try expression(tape.string(member.key) ?? "", place)
          table.patterns.append(MemberTable.Pattern(expression: expression, node: target))
        }
      }
    }
    if let value = keywords[.additionalProperties] { table.additional = try self.node(value, within: node) }
    if let value = keywords[.required] {
      for name in try names(SchemaPlace(document: document, value: value)) { table.add(required: name) }
    }
    guard !table.isEmpty else { return nil }
    return SchemaInstruction(operation: .members, a: table.store(in: &program))
  }

  /// `prefixItems` and `items` in one; nil without both.
  mutating func items(
    _ keywords: [SchemaKeyword: JSONValue], _ node: Int
  ) throws(SchemaError) -> SchemaInstruction? {
    var instruction = SchemaInstruction(operation: .items, c: -1)
    if let value = keywords[.prefixItems] {
      let place = SchemaPlace(document: Int(program.nodes[node].document), value: value)
      (instruction.a, instruction.b) = try list(place, node)
    }
    if let value = keywords[.items] { instruction.c = try self.node(value, within: node) }
    return instruction.b == 0 && instruction.c < 0 ? nil : instruction
  }
}
