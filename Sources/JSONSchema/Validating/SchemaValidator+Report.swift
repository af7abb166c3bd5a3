internal import Bytes
public import JSON

extension SchemaValidator {
  /// The most violations among which those to be reported are chosen.
  private static let itemLimit = 10_000

  /// How a document does not match: at most `limit` violations in the order of the document, and how many more.
  ///
  /// A document that matches is judged as by `isValid`; one that does not is gone through once more.
  /// - Throws: `SchemaLimit` for one that cannot be judged.
  public mutating func report(_ tape: JSONTape, limit: Int = 100) throws(SchemaLimit) -> SchemaReport {
    if try isValid(tape) { return SchemaReport() }
    begin(tape)
    var collector = ViolationCollector(capacity: max(limit, Self.itemLimit))
    try tape.withSource { (bytes: RawSpan) throws(SchemaLimit) in
      try explain(0, tape.root, &collector, tape, bytes)
    }
    var items = Array(collector.items.enumerated())
    items.sort { ($0.element.offset, $0.offset) < ($1.element.offset, $1.offset) }
    var report = SchemaReport()
    report.violations = items.prefix(max(0, limit)).map { violation($0.element, tape) }
    report.omittedCount = max(1, collector.count) - report.violations.count
    return report
  }

  private func violation(_ item: ViolationCollector.Item, _ tape: JSONTape) -> SchemaViolation {
    let node = program.nodes[item.node]
    let schemas = program.documents[Int(node.document)].tape
    let resource = program.resources[Int(node.resource)]
    var pointer = schemas.pointer(to: node.schema)[...]
    if resource.document == Int(node.document) { pointer = pointer.dropFirst(schemas.pointer(to: resource.root).count) }
    return SchemaViolation(
      instancePointer: tape.pointer(to: item.value), location: tape.location(of: item.value),
      keywordPointer: item.keywordPointer,
      absoluteKeyword: resource.uri + "#" + pointer + (item.keyword.isEmpty ? "" : "/" + item.keyword),
      isBehindReference: item.isBehindReference, message: item.message, offset: item.offset)
  }

  /// Adds to `collector` why a value does not match a node; nothing if it does.
  mutating func explain(
    _ number: Int, _ value: JSONValue, _ collector: inout ViolationCollector, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) {
    let node = program.nodes[number]
    let kind = tape.kind(of: value)
    switch node.kind {
    case .true: return
    case .false: return collector.add(value, tape, number, "", "found \(kind.description), expected nothing here")
    case .type, .keywords: break
    }
    guard hasType(node, kind, value, tape) else {
      return collector.add(value, tape, number, "type", Self.typeMessage(node.types, value, tape))
    }
    try spend(1)
    guard depth < Self.depthLimit else { throw .depth(limit: Self.depthLimit) }
    depth += 1
    let isNewScope = program.looksAtScope && scope.last != node.resource
    if isNewScope { scope.append(node.resource) }
    let before = collector.count
    let (start, end) = Self.range(of: node, for: kind)
    for index in Int(start)..<Int(end) {
      try explain(program.instructions[index], number, value, &collector, tape, bytes)
    }
    for index in Int(node.values)..<Int(node.late) {
      try explain(program.instructions[index], number, value, &collector, tape, bytes)
    }
    // What has been evaluated is known only of a value that matches so far.
    if node.looksAtUnevaluated, kind == .array || kind == .object, collector.count == before {
      try explainUnevaluated(number, value, &collector, tape, bytes)
    }
    if isNewScope { scope.removeLast() }
    depth -= 1
  }

  private mutating func explainUnevaluated(
    _ number: Int, _ value: JSONValue, _ collector: inout ViolationCollector, _ tape: JSONTape, _ bytes: RawSpan
  ) throws(SchemaLimit) {
    let node = program.nodes[number]
    let isObject = tape.kind(of: value) == .object
    let frame = pushFrame(value, tape)
    _ = try matchesEarly(of: node, tape.kind(of: value), value, frame, tape, bytes)
    for index in Int(node.late)..<Int(node.end) {
      let instruction = program.instructions[index]
      guard (instruction.operation == .unevaluatedProperties) == isObject else { continue }
      let keyword = isObject ? "unevaluatedProperties" : "unevaluatedItems"
      var place = tape.first(in: value)
      for index in 0..<tape.count(of: value) {
        let key = place
        let element = isObject ? tape.value(behind: key) : key
        place = tape.following(element)
        if isNoted(index, in: frame) { continue }
        if program.nodes[Int(instruction.a)].kind == .false {
          let what = isObject ? "member '\(Self.text(key, tape))'" : "element \(index)"
          collector.add(
            element, tape, number, keyword, "found the unexpected \(what), which no other keyword speaks of")
        } else {
          try explain(Int(instruction.a), element, "/" + keyword, &collector, tape, bytes)
        }
      }
    }
    popFrame(frame, into: -1)
  }

  /// Explains a schema that stands in another one.
  mutating func explain(
    _ number: Int, _ value: JSONValue, _ step: String, _ collector: inout ViolationCollector, _ tape: JSONTape,
    _ bytes: RawSpan
  ) throws(SchemaLimit) {
    collector.path.append(step)
    try explain(number, value, &collector, tape, bytes)
    collector.path.removeLast()
  }
}
