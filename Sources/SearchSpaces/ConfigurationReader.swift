import Core
import JSON

/// Reads an architecture that is a JSON object of numbers and lists of numbers, or a list of numbers.
///
/// Every error carries the offset of the value to blame. Members may stand in any order, none twice, none but those known.
struct ConfigurationReader {
  private let tape: JSONTape
  private let text: String
  private let grammar: String

  /// - Parameter grammar: what an encoding looks like, for error messages.
  /// - Throws: `EncodingError` where `text` is no JSON.
  init(_ text: String, grammar: String) throws(EncodingError) {
    var tape = JSONTape()
    do throws(JSONError) {
      try tape.parse(text: text)
    } catch {
      throw EncodingError(
        .malformed(
          found: EncodingText.found(in: text, at: error.offset), expected: "\(grammar) (\(error.reason.message))"),
        at: error.offset)
    }
    self.tape = tape
    self.text = text
    self.grammar = grammar
    // White space within the document is JSON's business, around it it is a fault.
    let document = tape.sourceRange(of: tape.root)
    if document.lowerBound > 0 { throw fault(at: 0, expected: grammar) }
    if document.upperBound < text.utf8.count { throw fault(at: document.upperBound, expected: "the end of the text") }
  }

  var root: JSONValue { tape.root }

  /// The values of the root object's members, in the order of `keys`.
  func members(_ keys: [String]) throws(EncodingError) -> [JSONValue] {
    guard tape.kind(of: root) == .object else { throw mismatch(root, expected: grammar) }
    var values: [JSONValue?] = Array(repeating: nil, count: keys.count)
    let expected = keys.map { "'\($0)'" }.joined(separator: ", ")
    for member in tape.members(of: root) {
      let key = tape.string(member.key) ?? ""
      let offset = tape.sourceOffset(of: member.key)
      guard let place = keys.firstIndex(of: key) else {
        let found = "the key \(EncodingText.quoted(key))"
        throw EncodingError(.unknownSymbol(found, expected: "one of \(expected)"), at: offset)
      }
      guard values[place] == nil else {
        throw EncodingError(.malformed(found: "a second '\(key)'", expected: "each of \(expected) once"), at: offset)
      }
      values[place] = member.value
    }
    var found: [JSONValue] = []
    for (key, value) in zip(keys, values) {
      guard let value else {
        let end = tape.sourceRange(of: root).upperBound - 1
        throw EncodingError(.malformed(found: "no '\(key)'", expected: "each of \(expected) once"), at: end)
      }
      found.append(value)
    }
    return found
  }

  /// The elements of a list of `count` values.
  func elements(_ list: JSONValue, count: Int, of what: String) throws(EncodingError) -> [JSONValue] {
    guard tape.kind(of: list) == .array else { throw mismatch(list, expected: "a list of \(count) numbers, \(what)") }
    let actual = tape.count(of: list)
    guard actual == count else {
      throw EncodingError(
        .malformed(found: "\(actual) numbers", expected: "\(count) numbers, \(what)"),
        at: tape.sourceOffset(of: list))
    }
    return Array(tape.elements(of: list))
  }

  /// The elements if `value` is a list, else `value` itself.
  func elementsOrItself(_ value: JSONValue) -> [JSONValue] {
    tape.kind(of: value) == .array ? Array(tape.elements(of: value)) : [value]
  }

  /// The place of a whole number among `candidates`.
  /// - Parameter what: the number in words, for messages.
  func choice(_ value: JSONValue, among candidates: [Int], _ what: String) throws(EncodingError) -> Int {
    let expected = "\(what), \(Self.oneOf(candidates))"
    guard tape.kind(of: value) == .integer || tape.kind(of: value) == .bigInteger else {
      throw mismatch(value, expected: expected)
    }
    guard let number = tape.integer(value), let place = candidates.firstIndex(where: { $0 == number }) else {
      throw outside(value, expected: expected)
    }
    return place
  }

  /// The place of a number, whole or not, among `candidates`.
  func choice(_ value: JSONValue, among candidates: [Double], _ what: String) throws(EncodingError) -> Int {
    let expected = "\(what), one of \(candidates.map { "\($0)" }.joined(separator: ", "))"
    guard let number = tape.double(value) else { throw mismatch(value, expected: expected) }
    guard let place = candidates.firstIndex(of: number) else { throw outside(value, expected: expected) }
    return place
  }

  /// The error that a value, well-formed or not, has another form than expected.
  func mismatch(_ value: JSONValue, expected: String) -> EncodingError {
    let kind = tape.kind(of: value)
    let found =
      switch kind {
      case .array, .object, .null, .true, .false: kind.description
      default: EncodingText.quoted(tape.sourceText(of: value))
      }
    return EncodingError(.malformed(found: found, expected: expected), at: tape.sourceOffset(of: value))
  }

  private func fault(at offset: Int, expected: String) -> EncodingError {
    EncodingError(.malformed(found: EncodingText.found(in: text, at: offset), expected: expected), at: offset)
  }

  private func outside(_ value: JSONValue, expected: String) -> EncodingError {
    EncodingError(
      .outsideLimits(found: EncodingText.quoted(tape.sourceText(of: value)), expected: expected),
      at: tape.sourceOffset(of: value))
  }

  /// The candidates in words: each of them, or first, second and last of many.
  private static func oneOf(_ candidates: [Int]) -> String {
    if candidates.count == 1 { return "\(candidates[0])" }
    guard candidates.count > 9 else { return "one of \(candidates.map { "\($0)" }.joined(separator: ", "))" }
    return "one of \(candidates[0]), \(candidates[1]), …, \(candidates[candidates.count - 1])"
  }
}
