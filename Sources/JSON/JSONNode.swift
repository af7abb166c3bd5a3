/// A JSON value as a tree of its own, for small documents where convenience counts more than speed.
public indirect enum JSONNode: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A whole number beyond 64 bits, by its digits.
  case bigInteger(String)
  case double(Double)
  case string(String)
  case array([JSONNode])
  /// The members in the order of the document; keys may repeat.
  case object([JSONNodeMember])

  /// The last value of a key of an object; nil without one, or for anything else.
  public subscript(key: String) -> JSONNode? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The element of an array; nil outside it, or for anything else.
  public subscript(index: Int) -> JSONNode? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text of a string, nil for anything else.
  public var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  /// A whole number within 64 bits, nil for anything else.
  public var integer: Int64? {
    if case .integer(let value) = self { return value }
    return nil
  }

  /// A double or a whole number within 64 bits as the nearest double, nil for anything else.
  public var double: Double? {
    switch self {
    case .double(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  public var boolean: Bool? {
    if case .boolean(let value) = self { return value }
    return nil
  }

  /// The elements of an array, nil for anything else.
  public var elements: [JSONNode]? {
    if case .array(let elements) = self { return elements }
    return nil
  }

  /// The members of an object, nil for anything else.
  public var members: [JSONNodeMember]? {
    if case .object(let members) = self { return members }
    return nil
  }
}
