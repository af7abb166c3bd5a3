import JSON

/// Reads the members of one object, each of which has to be there and of its type.
struct JSONFieldReader {
  private let object: JSONValue

  init(_ object: JSONValue, _ tape: borrowing JSONTape) { self.object = object }

  /// Checks that the value is an object with the members `names` and no other, each once.
  func expectMembers(_ names: [String], _ tape: borrowing JSONTape) throws(ReleaseLineFault) {
    guard tape.kind(of: object) == .object else {
      throw ReleaseLineFault(object, tape, tape.kind(of: object).description, expected: "an object")
    }
    if let twice = tape.firstDuplicateKey(in: object) {
      throw ReleaseLineFault(twice.key, tape, "a key for the second time", expected: "every key once")
    }
    for member in tape.members(of: object) {
      let name = tape.string(member.key) ?? ""
      guard names.contains(name) else {
        throw ReleaseLineFault(
          member.key, tape, "'\(name.prefix(80))'", expected: "one of \(names.joined(separator: ", "))")
      }
    }
  }

  func text(_ key: StaticString, _ tape: borrowing JSONTape) throws(ReleaseLineFault) -> String {
    let value = try member(key, tape)
    guard let text = tape.string(value) else {
      throw ReleaseLineFault(value, tape, tape.kind(of: value).description, expected: "a text")
    }
    return text
  }

  /// A text with a meaning.
  func word<Word>(
    _ key: StaticString, _ tape: borrowing JSONTape, _ meaning: (String) -> Word?
  ) throws(ReleaseLineFault) -> Word {
    let text = try text(key, tape)
    guard let word = meaning(text) else {
      throw fault(key, tape, "'\(text.prefix(80))'", expected: "a \(key) of a release")
    }
    return word
  }

  /// The same, or null.
  func optional<Word>(
    _ key: StaticString, _ tape: borrowing JSONTape, _ meaning: (String) -> Word?
  ) throws(ReleaseLineFault) -> Word? {
    tape.isNull(try member(key, tape)) ? nil : try word(key, tape, meaning)
  }

  func number(_ key: StaticString, _ tape: borrowing JSONTape) throws(ReleaseLineFault) -> Double? {
    try tape.releaseNumber(try member(key, tape))
  }

  func object(_ key: StaticString, _ tape: borrowing JSONTape) throws(ReleaseLineFault) -> JSONValue {
    try container(key, .object, tape)
  }

  func array(_ key: StaticString, _ tape: borrowing JSONTape) throws(ReleaseLineFault) -> JSONValue {
    try container(key, .array, tape)
  }

  func fault(
    _ key: StaticString, _ tape: borrowing JSONTape, _ message: String, expected: String
  ) -> ReleaseLineFault {
    ReleaseLineFault(tape.value(key, in: object) ?? object, tape, message, expected: expected)
  }

  private func container(
    _ key: StaticString, _ kind: JSONKind, _ tape: borrowing JSONTape
  ) throws(ReleaseLineFault) -> JSONValue {
    let value = try member(key, tape)
    guard tape.kind(of: value) == kind else {
      throw ReleaseLineFault(value, tape, tape.kind(of: value).description, expected: kind.description)
    }
    return value
  }

  private func member(_ key: StaticString, _ tape: borrowing JSONTape) throws(ReleaseLineFault) -> JSONValue {
    guard let value = tape.value(key, in: object) else {
      throw ReleaseLineFault(object, tape, "'\(key)' is missing", expected: "an object with '\(key)'")
    }
    return value
  }
}
