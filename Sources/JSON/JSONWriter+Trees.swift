internal import Bytes

extension JSONWriter {
  /// Writes a value of a tape, with all that is in it, as strict JSON.
  ///
  /// Whole numbers keep their digits, of any length; doubles get their shortest form; strings are escaped anew, and a
  /// surrogate without a partner becomes U+FFFD.
  public mutating func value(_ value: JSONValue, of tape: borrowing JSONTape) {
    switch tape.kind(of: value) {
    case .null: null()
    case .true: boolean(true)
    case .false: boolean(false)
    case .integer, .bigInteger:
      separate()
      let range = tape.sourceRange(of: value)
      tape.withSource { output.append($0.extracting(range)) }
    case .double:
      double(tape.double(value) ?? .nan)
    case .string:
      separate()
      appendText(value, tape)
    case .array:
      beginArray()
      for element in tape.elements(of: value) { self.value(element, of: tape) }
      endArray()
    case .object:
      beginObject()
      for member in tape.members(of: value) {
        separate()
        appendText(member.key, tape)
        endKey()
        self.value(member.value, of: tape)
      }
      endObject()
    }
  }

  private mutating func appendText(_ text: JSONValue, _ tape: borrowing JSONTape) {
    if tape.isEscaped(text) {
      tape.decodedText(text).withBytes { output.append(jsonString: $0) }
    } else {
      // Nothing in it needed an escape, so the source is as short as it gets.
      let range = tape.sourceRange(of: text)
      tape.withSource { output.append($0.extracting(range)) }
    }
  }

  /// Writes a tree. Its doubles that are not finite become strings, as with `double`.
  public mutating func node(_ node: JSONNode) {
    switch node {
    case .null: null()
    case .boolean(let value): boolean(value)
    case .integer(let value): integer(value)
    case .bigInteger(let digits): integer(verbatim: digits)
    case .double(let value): double(value)
    case .string(let text): string(text)
    case .array(let elements):
      beginArray()
      for element in elements { self.node(element) }
      endArray()
    case .object(let members):
      beginObject()
      for member in members {
        key(member.key)
        self.node(member.value)
      }
      endObject()
    }
  }
}
