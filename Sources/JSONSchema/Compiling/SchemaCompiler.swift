internal import JSON

/// Turns the schemas of a library into a program, beginning with one and going on with those that it leads to.
struct SchemaCompiler {
  var library: SchemaLibrary
  var program = SchemaProgram()
  let assertsFormats: Bool
  private var numbers: [SchemaPlace: Int32] = [:]
  private var places: [SchemaPlace] = []
  var expressionNumbers: [String: Int32] = [:]
  private var anchorNumbers: [String: Int32] = [:]

  init(_ library: SchemaLibrary, assertsFormats: Bool) {
    self.library = library
    self.assertsFormats = assertsFormats
  }

  mutating func compile(_ resource: Int) throws(SchemaError) -> SchemaProgram {
    let root = library.resources[resource]
    _ = try node(at: SchemaPlace(document: root.document, value: root.root), in: resource)
    var next = 0
    while true {
      while next < places.count {
        try compileNode(next)
        next += 1
      }
      try findDynamicAnchors()
      if next == places.count { break }
    }
    settleDynamicReferences()
    program.resources = library.resources
    program.documents = library.documents
    if let node = program.nodeThatAppliesItself() {
      throw library.failure(places[node], "the references of this schema lead back to it without end")
    }
    program.shortenReferences()
    return program
  }

  /// The number of the node of a schema; its keywords are compiled later.
  mutating func node(at place: SchemaPlace, in resource: Int) throws(SchemaError) -> Int32 {
    if let number = numbers[place] { return number }
    guard places.count < SchemaOptions.schemaLimit else {
      throw library.failure(place, "more than \(SchemaOptions.schemaLimit) schemas")
    }
    let kind: SchemaNode.Kind
    switch library.tape(of: place).kind(of: place.value) {
    case .true: kind = .true
    case .false: kind = .false
    case .object: kind = .keywords
    default: throw library.failure(place, "expected a schema: an object, true or false")
    }
    let number = Int32(places.count)
    numbers[place] = number
    places.append(place)
    program.nodes.append(
      SchemaNode(kind: kind, resource: Int32(resource), document: Int32(place.document), schema: place.value))
    return number
  }

  /// The node of a schema within another one.
  mutating func node(_ value: JSONValue, within node: Int) throws(SchemaError) -> Int32 {
    let place = SchemaPlace(document: Int(program.nodes[node].document), value: value)
    // What stands within a keyword has been found, and may be a resource of its own.
    return try self.node(at: place, in: library.owner(of: place) ?? Int(program.nodes[node].resource))
  }

  private mutating func compileNode(_ number: Int) throws(SchemaError) {
    guard program.nodes[number].kind == .keywords else { return }
    let place = places[number]
    let resource = Int(program.nodes[number].resource)
    let vocabularies = library.resources[resource].vocabularies
    let keywords = library.keywords(of: place, vocabularies)
    var instructions: [SchemaInstruction] = []
    if let type = keywords[.type] {
      program.nodes[number].types = try types(SchemaPlace(document: place.document, value: type))
    }
    for keyword in SchemaKeyword.allCases {
      guard let value = keywords[keyword] else { continue }
      try append(keyword, SchemaPlace(document: place.document, value: value), keywords, number, &instructions)
    }
    if let members = try members(keywords, number) { instructions.append(members) }
    if let items = try items(keywords, number) { instructions.append(items) }
    store(instructions, number)
  }

  /// Sorts the instructions of a node: by the kind of value, in that by cost, in that as they came.
  private mutating func store(_ instructions: [SchemaInstruction], _ number: Int) {
    var starts: [Int32] = []
    for group in 0..<6 {
      starts.append(Int32(program.instructions.count))
      program.instructions += instructions.filter { $0.group == group && $0.isLeaf }
      program.instructions += instructions.filter { $0.group == group && !$0.isLeaf }
    }
    program.nodes[number].strings = starts[0]
    program.nodes[number].numbers = starts[1]
    program.nodes[number].arrays = starts[2]
    program.nodes[number].objects = starts[3]
    program.nodes[number].values = starts[4]
    program.nodes[number].late = starts[5]
    program.nodes[number].end = Int32(program.instructions.count)
    program.nodes[number].looksAtUnevaluated = starts[5] != Int32(program.instructions.count)
    if instructions.isEmpty { program.nodes[number].kind = program.nodes[number].types == .max ? .true : .type }
  }

  // MARK: Dynamic references

  /// The number of a dynamic anchor by its name.
  mutating func dynamicAnchor(_ name: String) -> Int32 {
    if let number = anchorNumbers[name] { return number }
    let number = Int32(program.dynamicAnchors.count)
    anchorNumbers[name] = number
    program.dynamicAnchors.append(DynamicAnchor(name: name))
    return number
  }

  /// Fills in the schemas of dynamic anchors that have been found since.
  private mutating func findDynamicAnchors() throws(SchemaError) {
    let found = library.dynamicAnchors.sorted { $0.key.resource < $1.key.resource }
    for (anchor, place) in found {
      guard let number = anchorNumbers[anchor.name],
        !program.dynamicAnchors[Int(number)].resources.contains(Int32(anchor.resource))
      else { continue }
      let node = try node(at: place, in: anchor.resource)
      program.dynamicAnchors[Int(number)].resources.append(Int32(anchor.resource))
      program.dynamicAnchors[Int(number)].nodes.append(node)
    }
  }

  /// A dynamic reference to an anchor that only one resource has is a plain one.
  private mutating func settleDynamicReferences() {
    for index in program.instructions.indices where program.instructions[index].operation == .dynamicRef {
      let anchor = program.dynamicAnchors[Int(program.instructions[index].a)]
      if anchor.nodes.count == 1 {
        program.instructions[index] = SchemaInstruction(operation: .ref, a: program.instructions[index].b, b: 1)
      } else {
        program.looksAtScope = true
      }
    }
  }
}
