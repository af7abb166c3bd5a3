internal import Bytes

extension JSONNode {
  /// The tree of a value of a tape.
  public init(_ value: JSONValue, of tape: JSONTape) {
    switch tape.kind(of: value) {
    case .null: self = .null
    case .true: self = .boolean(true)
    case .false: self = .boolean(false)
    case .integer: self = .integer(tape.integer(value) ?? 0)
    case .bigInteger: self = .bigInteger(tape.sourceText(of: value))
    case .double: self = .double(tape.double(value) ?? .nan)
    case .string: self = .string(tape.string(value) ?? "")
    case .array: self = .array(tape.elements(of: value).map { JSONNode($0, of: tape) })
    case .object:
      self = .object(
        tape.members(of: value).map { JSONNodeMember(tape.string($0.key) ?? "", JSONNode($0.value, of: tape)) })
    }
  }

  /// The tree of a document.
  public init(parsing text: String, options: JSONOptions = .strict) throws(JSONError) {
    var tape = JSONTape()
    try tape.parse(text: text, options: options)
    self.init(tape.root, of: tape)
  }

  /// The document as text, without a final line feed.
  public func text(style: JSONWriter.Style = .compact) -> String {
    var writer = JSONWriter(style: style)
    writer.node(self)
    return writer.output.string
  }
}

extension JSONNode: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int64) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .double(value) }
  public init(booleanLiteral value: Bool) { self = .boolean(value) }
  public init(nilLiteral: ()) { self = .null }
  public init(arrayLiteral elements: JSONNode...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, JSONNode)...) {
    self = .object(members.map { JSONNodeMember($0.0, $0.1) })
  }
}
