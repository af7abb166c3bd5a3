import JSON

/// The text that stood last at one place of a line, shared by all lines that have it.
struct RecentText {
  private var bytes: [UInt8] = []
  private var text = ""

  /// The text of a string or key, nil for anything else.
  mutating func text(_ value: JSONValue, _ tape: borrowing JSONTape) -> String? {
    if tape.text(value, equals: bytes) { return text }
    guard let found = tape.string(value) else { return nil }
    bytes = Array(found.utf8)
    text = found
    return found
  }
}
