import JSON

/// The way from a value to one within it: a JSON pointer, or keys and indices between dots.
struct JSONFieldPath: Sendable, Hashable {
  let steps: [[UInt8]]

  init(_ text: String) {
    if text.hasPrefix("/") {
      steps = text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
        Self.unescaped(Array($0))
      }
    } else if text == "." || text.isEmpty {
      steps = []
    } else {
      steps = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(Array.init)
    }
  }

  /// `~1` is a slash, `~0` a tilde (RFC 6901).
  private static func unescaped(_ token: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var isEscape = false
    for byte in token {
      if isEscape {
        isEscape = false
        result.append(byte == UInt8(ascii: "1") ? UInt8(ascii: "/") : byte == UInt8(ascii: "0") ? 0x7E : byte)
      } else if byte == UInt8(ascii: "~") {
        isEscape = true
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// The value at the end of the way from `root`; nil where there is none.
  func value(from root: JSONValue, in tape: JSONTape) -> JSONValue? {
    var value = root
    for step in steps {
      switch tape.kind(of: value) {
      case .object:
        guard let member = tape.value(step, in: value) else { return nil }
        value = member
      case .array:
        guard let index = Int(String(decoding: step, as: UTF8.self)), index >= 0, index < tape.count(of: value) else {
          return nil
        }
        var elements = tape.elements(of: value)
        for _ in 0..<index { _ = elements.next() }
        guard let element = elements.next() else { return nil }
        value = element
      default: return nil
      }
    }
    return value
  }
}
