import Bytes
import JSON

/// A rejected record as the quarantine repeats it.
enum JSONQuarantine {
  /// - Parameters:
  ///   - value: nil for a record that could not be parsed.
  ///   - source: the beginning of its text.
  static func record(_ value: JSONValue?, of tape: JSONTape, source: String) -> String {
    var writer = JSONWriter()
    if let value, !hasDuplicateKey(value, tape) {
      writer.value(value, of: tape)
    } else {
      // An object cannot hold a key twice, so such a record is repeated as text.
      writer.beginObject()
      writer.key("unparsable")
      writer.string(source)
      writer.endObject()
    }
    return writer.finish().string
  }

  private static func hasDuplicateKey(_ value: JSONValue, _ tape: JSONTape) -> Bool {
    switch tape.kind(of: value) {
    case .object:
      tape.firstDuplicateKey(in: value) != nil || tape.members(of: value).contains { hasDuplicateKey($0.value, tape) }
    case .array: tape.elements(of: value).contains { hasDuplicateKey($0, tape) }
    default: false
    }
  }
}
