internal import JSON

extension SchemaValidator {
  /// A scalar as it is written, cut to 60 characters; the kind of anything else.
  static func found(_ value: JSONValue, _ tape: JSONTape) -> String {
    switch tape.kind(of: value) {
    case .array, .object: return tape.kind(of: value).description
    case .string: return "'\(text(value, tape))'"
    default: return cut(tape.sourceText(of: value))
    }
  }

  /// A string, cut to 60 characters.
  static func text(_ value: JSONValue, _ tape: JSONTape) -> String { cut(tape.string(value) ?? "") }

  static func cut(_ text: String, to count: Int = 60) -> String {
    guard text.utf8.count > count, text.unicodeScalars.count > count else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(count))) + "…"
  }

  static func listed(_ names: [String], limit: Int = 8) -> String {
    let shown = names.prefix(limit).joined(separator: ", ")
    return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
  }

  static func typeMessage(_ types: UInt16, _ value: JSONValue, _ tape: JSONTape) -> String {
    func has(_ kind: JSONKind) -> Bool { types >> UInt16(kind.rawValue) & 1 != 0 }
    var names: [String] = []
    if has(.null) { names.append("null") }
    if has(.true) { names.append("a boolean") }
    if has(.double) { names.append("a number") } else if has(.integer) { names.append("an integer") }
    if has(.string) { names.append("a string") }
    if has(.array) { names.append("an array") }
    if has(.object) { names.append("an object") }
    let kind = tape.kind(of: value)
    let isScalar = kind != .array && kind != .object && kind != .null
    let what = isScalar ? "\(kind.description), \(found(value, tape))" : kind.description
    return "found \(what), expected \(names.isEmpty ? "nothing" : names.joined(separator: " or "))"
  }

  /// What is wrong with a value for which a leaf instruction does not hold.
  func message(_ instruction: SchemaInstruction, _ value: JSONValue, _ tape: JSONTape) -> String {
    let a = Int(instruction.a)
    func limit() -> Int { program.limits[a] }
    func number() -> String { Self.text(of: program.numbers[a].exact) }
    let found = Self.found(value, tape)
    let count = tape.count(of: value)
    return switch instruction.operation {
    case .minLength: "found \(Self.length(of: value, tape)) characters, expected at least \(limit())"
    case .maxLength: "found \(Self.length(of: value, tape)) characters, expected at most \(limit())"
    case .pattern: "found \(found), expected what matches '\(program.expressions[a].source)'"
    case .format:
      "found \(found), expected text of the format '\(StringFormat(rawValue: UInt8(a))?.name ?? "")'"
    case .minimum: "found \(found), expected at least \(number())"
    case .maximum: "found \(found), expected at most \(number())"
    case .exclusiveMinimum: "found \(found), expected more than \(number())"
    case .exclusiveMaximum: "found \(found), expected less than \(number())"
    case .multipleOf: "found \(found), expected a multiple of \(number())"
    case .minItems: "found \(count) elements, expected at least \(limit())"
    case .maxItems: "found \(count) elements, expected at most \(limit())"
    case .minProperties: "found \(count) members, expected at least \(limit())"
    case .maxProperties: "found \(count) members, expected at most \(limit())"
    case .const: "found \(found), expected \(constants(instruction))"
    case .enum: "found \(found), expected one of \(constants(instruction))"
    default: "found \(found), which is not expected"
    }
  }

  private func constants(_ instruction: SchemaInstruction) -> String {
    let start = Int(instruction.a)
    return Self.listed(
      program.constants[start..<start + Int(instruction.b)].map {
        let tape = program.documents[Int($0.document)].tape
        return $0.kind == .string ? "'\(Self.text($0.value, tape))'" : Self.cut(tape.sourceText(of: $0.value))
      })
  }

  /// A number of a schema in digits, with an exponent where there are many zeros.
  private static func text(of number: ExactDecimal) -> String {
    if number.isZero { return "0" }
    let sign = number.isNegative ? "-" : ""
    let digits = number.digits.map { String($0) }.joined()
    if number.exponent >= 0 {
      if number.exponent > 21 { return "\(sign)\(cut(digits))e\(number.exponent)" }
      return sign + cut(digits + String(repeating: "0", count: number.exponent))
    }
    let point = digits.utf8.count + number.exponent
    if point > 0 { return sign + cut(digits.prefix(point) + "." + digits.dropFirst(point)) }
    if point > -6 { return sign + cut("0." + String(repeating: "0", count: -point) + digits) }
    return "\(sign)\(cut(digits))e\(number.exponent)"
  }
}
