import Bytes
import Core
import Formats
import JSON

extension PickleDocument {
  /// The dictionary of a value: the value itself, or what an instance of an unknown class holds.
  func fields(of value: PickleValue) -> PickleValue { object(value)?.state ?? value }

  /// The first `limit` characters of a value as a message shows it.
  func shown(_ value: PickleValue, limit: Int = 80) -> String {
    switch kind(of: value) {
    case .text: "'\(String((string(value) ?? "").prefix(limit)))'"
    case .integer: integer(value).map { "\($0)" } ?? ""
    case .double: double(value).map { "\($0)" } ?? ""
    case .boolean: boolean(value) == true ? "True" : "False"
    case .complex: complex(value).map { "(\($0.real), \($0.imaginary)i)" } ?? ""
    default: kind(of: value).description
    }
  }

  /// The text of a text, number or truth value, as Python prints it; nil for anything else.
  func scalarText(_ value: PickleValue) -> String? {
    switch kind(of: value) {
    case .text: string(value)
    case .integer, .double, .boolean: shown(value)
    default: nil
    }
  }

  /// A whole number, be it written as a double or not.
  func wholeNumber(_ value: PickleValue) -> Int? {
    if let integer = integer(value) { return Int(integer) }
    guard kind(of: value) == .double, let number = double(value) else { return nil }
    return Int(exactly: number)
  }

  /// A key of a dictionary as a part of a JSON pointer: a tuple as its elements, joined by commas.
  func pointerPart(_ key: PickleValue) -> String {
    if kind(of: key) == .tuple { return elements(of: key).map { pointerPart($0) }.joined(separator: ",") }
    return TransNASReader.clipped(escapedForPointer(scalarText(key) ?? kind(of: key).description))
  }
}
