import Bytes
import Core
import JSON

/// An encoding that is a JSON document, with faults that point at the byte and say what a space expects there.
///
/// Strict about its ends, so that a stray space or line break is a fault; within the document JSON's own rules hold.
struct EncodingJSON {
  private let text: String
  private let tape: JSONTape

  var root: JSONValue { tape.root }

  /// Parses `text`.
  /// - Parameter grammar: what the space expects as a whole, for messages.
  /// - Complexity: O(length).
  init(_ text: String, grammar: String) throws(EncodingError) {
    var tape = JSONTape()
    do throws(JSONError) {
      try tape.parse(text: text)
    } catch {
      throw EncodingError(
        .malformed(found: "no JSON (\(error.reason.message))", expected: grammar),
        at: min(error.offset, text.utf8.count))
    }
    self.text = text
    self.tape = tape
    let document = tape.sourceRange(of: tape.root)
    if document.lowerBound > 0 { throw unexpected(at: 0, expected: grammar) }
    if document.upperBound < text.utf8.count {
      throw unexpected(at: document.upperBound, expected: "the end of the text")
    }
  }

  /// Where `value` starts, in bytes.
  func offset(of value: JSONValue) -> Int { tape.sourceOffset(of: value) }

  /// The offset of the last byte of `value`: the bracket that closes an array.
  func endOffset(of value: JSONValue) -> Int { tape.sourceRange(of: value).upperBound - 1 }

  /// The elements of an array.
  func elements(of value: JSONValue, expected: String) throws(EncodingError) -> JSONElements {
    guard tape.kind(of: value) == .array else { throw wrongKind(value, expected: expected) }
    return tape.elements(of: value)
  }

  /// The two elements of an array.
  func pair(_ value: JSONValue, expected: String) throws(EncodingError) -> (first: JSONValue, second: JSONValue) {
    var elements = try elements(of: value, expected: expected).makeIterator()
    guard let first = elements.next(), let second = elements.next(), elements.next() == nil else {
      let count = tape.count(of: value)
      throw EncodingError(
        .malformed(found: "an array of \(count)", expected: expected), at: offset(of: value))
    }
    return (first, second)
  }

  /// A string.
  func string(_ value: JSONValue, expected: String) throws(EncodingError) -> String {
    guard let string = tape.string(value) else { throw wrongKind(value, expected: expected) }
    return string
  }

  /// A whole number of at most 64 bits.
  func integer(_ value: JSONValue, expected: String) throws(EncodingError) -> Int {
    guard tape.kind(of: value) == .integer, let integer = tape.integer(value) else {
      throw wrongKind(value, expected: expected)
    }
    return Int(integer)
  }

  /// The members of the root, an object in which no key stands twice.
  func members(expected: String) throws(EncodingError) -> [(key: String, keyOffset: Int, value: JSONValue)] {
    guard tape.kind(of: root) == .object else { throw wrongKind(root, expected: expected) }
    if let duplicate = tape.firstDuplicateKey(in: root) {
      throw EncodingError(
        .malformed(found: "the key \(shortened(duplicate.key)) a second time", expected: expected),
        at: offset(of: duplicate.key))
    }
    return tape.members(of: root).map { (tape.string($0.key) ?? "", offset(of: $0.key), $0.value) }
  }

  /// The values of `keys`, which are the keys of the root, in any order.
  func values(of keys: [String], grammar: String) throws(EncodingError) -> [JSONValue] {
    var values: [JSONValue?] = keys.map { _ in nil }
    for member in try members(expected: grammar) {
      guard let index = keys.firstIndex(of: member.key) else {
        throw EncodingError(
          .unknownSymbol("the key \(EncodingText.quoted(member.key))", expected: Self.list(keys)), at: member.keyOffset)
      }
      values[index] = member.value
    }
    var found: [JSONValue] = []
    for (key, value) in zip(keys, values) {
      guard let value else {
        throw EncodingError(
          .malformed(found: "an object without '\(key)'", expected: grammar), at: endOffset(of: root))
      }
      found.append(value)
    }
    return found
  }

  /// A fault at `value`, which is of the wrong kind.
  func wrongKind(_ value: JSONValue, expected: String) -> EncodingError {
    EncodingError(.malformed(found: shortened(value), expected: expected), at: offset(of: value))
  }

  /// How a message names `value`: a string or number as it stands, shortened, anything else by its kind.
  func shortened(_ value: JSONValue) -> String {
    switch tape.kind(of: value) {
    case .string: return EncodingText.quoted(tape.string(value) ?? "")
    case .integer, .bigInteger, .double:
      // Numbers are ASCII, so any cut is between characters.
      let range = tape.sourceRange(of: value)
      let digits = range.lowerBound..<min(range.upperBound, range.lowerBound + 41)
      return tape.withSource { EncodingText.quoted($0.string(digits)) }
    case let kind: return kind.description
    }
  }

  private func unexpected(at offset: Int, expected: String) -> EncodingError {
    EncodingError(.malformed(found: EncodingText.found(in: text, at: offset), expected: expected), at: offset)
  }

  private static func list(_ keys: [String]) -> String {
    "one of " + keys.map { "'\($0)'" }.joined(separator: ", ")
  }
}
