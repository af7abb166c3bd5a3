import Bytes
import Core
import JSON

/// Texts and numbers of a parsed record.
struct JSONValueReading {
  let tape: JSONTape
  /// Texts that stand for a value that is missing.
  let missing: Set<String>

  /// A text as it is, a number as it is written, a list joined or as JSON, an object as JSON; nil for null.
  func text(_ value: JSONValue?, separator: String?) -> String? {
    guard let value else { return nil }
    switch tape.kind(of: value) {
    case .null: return nil
    case .string:
      let text = tape.string(value) ?? ""
      return missing.contains(text) ? nil : text
    case .array:
      guard let separator else { return json(value) }
      return tape.elements(of: value).map { text($0, separator: nil) ?? "null" }.joined(separator: separator)
    case .object: return json(value)
    default: return tape.sourceText(of: value)
    }
  }

  func number(_ value: JSONValue?) -> NumberCell {
    guard let value else { return .absent }
    switch tape.kind(of: value) {
    case .array:
      var numbers: [Double] = []
      numbers.reserveCapacity(tape.count(of: value))
      for element in tape.elements(of: value) {
        switch scalar(element) {
        case .value(let number): numbers.append(number)
        case .absent: numbers.append(Curve.absent)
        default: return .unfit("a list with \(tape.sourceText(of: element).prefix(60))")
        }
      }
      return .column(numbers)
    default: return scalar(value)
    }
  }

  private func scalar(_ value: JSONValue) -> NumberCell {
    switch tape.kind(of: value) {
    case .null: return .absent
    case .string:
      let text = tape.string(value) ?? ""
      return missing.contains(text) ? .absent : text.withBytes { NumberCell($0, 0..<$0.byteCount) }
    case .integer, .bigInteger, .double:
      guard let number = tape.double(value) else { return .unfit(String(tape.sourceText(of: value).prefix(80))) }
      // `-0` is a whole number without a sign to the parser.
      if number == 0, tape.sourceText(of: value).hasPrefix("-") { return .value(-0.0) }
      // A measured NaN is not the mark of an absent value.
      return .value(number.isNaN ? .nan : number)
    default: return .unfit(String(tape.sourceText(of: value).prefix(80)))
    }
  }

  private func json(_ value: JSONValue) -> String {
    var writer = JSONWriter()
    writer.value(value, of: tape)
    return writer.finish().string
  }
}
