internal import JSON

extension SchemaCompiler {
  /// Appends what one keyword comes to, unless `members` or `items` see to it.
  mutating func append(
    _ keyword: SchemaKeyword, _ place: SchemaPlace, _ keywords: [SchemaKeyword: JSONValue], _ node: Int,
    _ instructions: inout [SchemaInstruction]
  ) throws(SchemaError) {
    func add(_ operation: SchemaInstruction.Operation, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0) {
      instructions.append(SchemaInstruction(operation: operation, a: a, b: b, c: c))
    }
    let value = place.value
    switch keyword {
    case .id, .schema, .anchor, .dynamicAnchor, .defs, .definitions, .contentSchema, .type: break
    case .properties, .patternProperties, .additionalProperties, .required, .prefixItems, .items: break
    case .then, .else, .minContains, .maxContains: break
    case .minLength: add(.minLength, try limit(place))
    case .maxLength: add(.maxLength, try limit(place))
    case .pattern: add(.pattern, try expression(try text(place), place))
    case .format: try appendFormat(place, node, &instructions)
    case .minimum: add(.minimum, try number(place))
    case .maximum: add(.maximum, try number(place))
    case .exclusiveMinimum: add(.exclusiveMinimum, try number(place))
    case .exclusiveMaximum: add(.exclusiveMaximum, try number(place))
    case .multipleOf:
      let number = try number(place)
      let divisor = program.numbers[Int(number)].exact
      guard !divisor.isZero, !divisor.isNegative else { throw library.failure(place, "expected a number above 0") }
      add(.multipleOf, number)
    case .minItems: add(.minItems, try limit(place))
    case .maxItems: add(.maxItems, try limit(place))
    case .uniqueItems:
      guard let isOn = tape(place).boolean(value) else { throw library.failure(place, "expected true or false") }
      if isOn { add(.uniqueItems) }
    case .contains: try appendContains(value, place, keywords, node, &instructions)
    case .minProperties: add(.minProperties, try limit(place))
    case .maxProperties: add(.maxProperties, try limit(place))
    case .propertyNames: add(.propertyNames, try self.node(value, within: node))
    case .dependentRequired, .dependentSchemas, .dependencies:
      try appendDependencies(keyword, place, node, &instructions)
    case .const: add(.const, constants([value], place.document), 1)
    case .enum:
      guard tape(place).kind(of: value) == .array else { throw library.failure(place, "expected an array") }
      let values = Array(tape(place).elements(of: value))
      add(.enum, constants(values, place.document), Int32(values.count))
    case .ref, .dynamicRef: try appendReference(keyword, place, node, &instructions)
    case .allOf, .anyOf, .oneOf:
      let (start, count) = try list(place, node)
      add(keyword == .allOf ? .allOf : keyword == .anyOf ? .anyOf : .oneOf, start, count)
    case .not: add(.not, try self.node(value, within: node))
    case .if:
      let condition = try self.node(value, within: node)
      let consequence = try optionalNode(keywords[.then], within: node)
      let alternative = try optionalNode(keywords[.else], within: node)
      add(.conditional, condition, consequence, alternative)
    case .unevaluatedItems: add(.unevaluatedItems, try self.node(value, within: node))
    case .unevaluatedProperties: add(.unevaluatedProperties, try self.node(value, within: node))
    }
  }

  func tape(_ place: SchemaPlace) -> JSONTape { library.tape(of: place) }

  private mutating func optionalNode(_ value: JSONValue?, within node: Int) throws(SchemaError) -> Int32 {
    guard let value else { return -1 }
    return try self.node(value, within: node)
  }

  private func text(_ place: SchemaPlace) throws(SchemaError) -> String {
    guard let text = tape(place).string(place.value) else { throw library.failure(place, "expected a string") }
    return text
  }

  // MARK: Values

  /// The kinds of values of `type`.
  func types(_ place: SchemaPlace) throws(SchemaError) -> UInt16 {
    let tape = tape(place)
    var names = [place.value]
    if tape.kind(of: place.value) == .array { names = Array(tape.elements(of: place.value)) }
    var result: UInt16 = 0
    func add(_ kinds: JSONKind...) { for kind in kinds { result |= 1 << UInt16(kind.rawValue) } }
    for name in names {
      switch tape.string(name) {
      case "null": add(.null)
      case "boolean": add(.false, .true)
      case "integer":
        add(.integer, .bigInteger)
        result |= SchemaNode.integralBit
      case "number": add(.integer, .bigInteger, .double)
      case "string": add(.string)
      case "array": add(.array)
      case "object": add(.object)
      default:
        throw library.failure(
          SchemaPlace(document: place.document, value: name),
          "expected one of 'null', 'boolean', 'integer', 'number', 'string', 'array', 'object'")
      }
    }
    return result
  }

  private mutating func number(_ place: SchemaPlace) throws(SchemaError) -> Int32 {
    let tape = tape(place)
    switch tape.kind(of: place.value) {
    case .integer, .bigInteger, .double: break
    default: throw library.failure(place, "expected a number")
    }
    let number = SchemaNumber(place.value, of: tape)
    guard number.exact.digits.count <= SchemaNumber.digitLimit else {
      throw library.failure(place, "expected a number of at most \(SchemaNumber.digitLimit) digits")
    }
    program.numbers.append(number)
    return Int32(program.numbers.count - 1)
  }

  /// A whole number from 0 on; one beyond 64 bits is the largest of those.
  private mutating func limit(_ place: SchemaPlace) throws(SchemaError) -> Int32 {
    let tape = tape(place)
    switch tape.kind(of: place.value) {
    case .integer, .bigInteger, .double: break
    default: throw library.failure(place, "expected a whole number from 0 on")
    }
    let exact = ExactDecimal(place.value, of: tape)
    guard exact.isInteger, !exact.isNegative else { throw library.failure(place, "expected a whole number from 0 on") }
    var value = 0
    for digit in exact.digits { value = value > Int.max / 10 - 1 ? .max / 10 : value * 10 + Int(digit) }
    for _ in 0..<min(exact.exponent, 20) where value > 0 { value = value > Int.max / 10 - 1 ? .max / 10 : value * 10 }
    return limit(value)
  }

  mutating func limit(_ value: Int) -> Int32 {
    program.limits.append(value)
    return Int32(program.limits.count - 1)
  }

  mutating func expression(_ source: String, _ place: SchemaPlace) throws(SchemaError) -> Int32 {
    if let number = expressionNumbers[source] { return number }
    do throws(ExpressionError) {
      program.expressions.append(try Expression(source))
    } catch {
      throw library.failure(
        place,
        "the regular expression '\(source.prefix(200))' cannot be used: character \(error.offset): \(error.message)")
    }
    let number = Int32(program.expressions.count - 1)
    expressionNumbers[source] = number
    return number
  }

  private mutating func constants(_ values: [JSONValue], _ document: Int) -> Int32 {
    let start = Int32(program.constants.count)
    let tape = library.documents[document].tape
    for value in values {
      program.constants.append(SchemaConstant(document: Int32(document), value: value, kind: tape.kind(of: value)))
    }
    return start
  }

  private func appendFormat(
    _ place: SchemaPlace, _ node: Int, _ instructions: inout [SchemaInstruction]
  ) throws(SchemaError) {
    let vocabularies = library.resources[Int(program.nodes[node].resource)].vocabularies
    guard assertsFormats || vocabularies.contains(.formatAssertion) else { return }
    guard let format = StringFormat(name: try text(place)) else { return }
    instructions.append(SchemaInstruction(operation: .format, a: Int32(format.rawValue)))
  }
}
