import Bytes
import Core
import JSON
import Testing

private let sample = """
  {
    "64-1234-basic": {
      "total_params": 3400224, "big": -123456789012345678901234567890,
      "text": "a\\"b\\\\\\u00e9\\ud834\\udd1e\\ud800 é €𝄞",
      "list": [true, false, null, -0, -0.0, 1e-5, 6.859949588775635, NaN, Infinity, -Infinity, [], {}]
    }
  }
  """

@Suite struct HostileInputTests {
  @Test func aDocumentCutAnywhereIsATypedError() throws {
    let bytes = Array(sample.utf8)
    var tape = JSONTape()
    for count in 0..<bytes.count {
      let error = #expect(throws: JSONError.self) {
        try bytes.withBytes { span throws(JSONError) in
          try tape.parse(span.extracting(first: count), options: .python)
        }
      }
      #expect((error?.offset ?? -1) >= 0 && (error?.offset ?? .max) <= count)
      _ = tape.pointer(toOffset: error?.offset ?? 0)
      _ = tape.location(ofOffset: error?.offset ?? 0)
    }
    try tape.parse(text: sample, options: .python)
  }

  @Test func randomMutationsNeverTrap() {
    let seed: UInt64 = 64_1234
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    let original = Array(sample.utf8)
    let alphabet = Array("{}[]\",:\\u0d8eE+-.1 \n\u{0}tfnNI".utf8) + [0xFF, 0xC3, 0xED, 0xF0]
    var tape = JSONTape()
    var accepted = 0
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: bytes.indices, using: &generator)
        let byte = alphabet[Int.random(in: alphabet.indices, using: &generator)]
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = byte
        case 1: bytes.insert(byte, at: index)
        case 2: bytes.remove(at: index)
        default: bytes.replaceSubrange(index..<min(index + 5, bytes.count), with: original[index % 50..<index % 50 + 9])
        }
      }
      do throws(JSONError) {
        try bytes.withBytes { span throws(JSONError) in try tape.parse(span, options: .python) }
        accepted += 1
        visit(tape.root, tape)
        let text = JSONNode(tape.root, of: tape).text()
        if (try? JSONNode(parsing: text))?.text() != text { Issue.record("\(text)") }
      } catch {
        if error.offset > bytes.count { Issue.record("\(error)") }
        _ = tape.location(ofOffset: error.offset)
      }
    }
    print("accepted \(accepted)")
    #expect(accepted > 100)
  }

  /// Calls everything that can be asked of a value.
  private func visit(_ value: JSONValue, _ tape: JSONTape) {
    _ = (tape.double(value), tape.integer(value), tape.string(value), tape.boolean(value), tape.sourceText(of: value))
    _ = (tape.pointer(to: value), tape.firstDuplicateKey(in: value), tape.value("list", in: value))
    for element in tape.elements(of: value) { visit(element, tape) }
    for member in tape.members(of: value) {
      visit(member.key, tape)
      visit(member.value, tape)
    }
  }
}
