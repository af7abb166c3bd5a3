import Core

/// The keyword arguments of a call as Python prints it: `Namespace(seed=0, arch='DARTS_V2', betas=(0.9, 0.999))`.
///
/// Values are kept as they are written, strings without their quotes. Only commas outside of quotes and brackets part
/// arguments; a text that ends early gives the arguments before its end.
struct PythonCall {
  /// In the order of the text; a key that stands twice is kept twice.
  private(set) var arguments: [Attribute] = []
  /// Whether the bracket of the call is closed.
  private(set) var isComplete = false

  /// - Parameter name: what stands before the bracket.
  /// - Returns: nil where `text` does not begin with `name` and a bracket.
  /// - Complexity: O(length of `text`).
  init?(_ text: String, name: String) {
    guard text.hasPrefix(name + "(") else { return nil }
    let bytes = Array(text.utf8.dropFirst(name.utf8.count + 1))
    var start = 0
    var depth = 0
    var quote: UInt8?
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == UInt8(ascii: "\\") {
          index += 1
        } else if byte == open {
          quote = nil
        }
      } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        depth -= 1
        if depth < 0 {
          add(bytes[start..<index])
          isComplete = true
          return
        }
      } else if byte == UInt8(ascii: ","), depth == 0 {
        add(bytes[start..<index])
        start = index + 1
      }
      index += 1
    }
  }

  /// The value of an argument.
  subscript(key: String) -> String? { arguments.first { $0.key == key }?.value }

  private mutating func add(_ bytes: ArraySlice<UInt8>) {
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return }
    let key = bytes[..<equals].drop { $0 == UInt8(ascii: " ") }
    arguments.append(Attribute(String(decoding: key, as: UTF8.self), Self.unquoted(bytes[(equals + 1)...])))
  }

  /// `bytes` without the quotes of one Python string around it, backslashes resolved where they escape a quote or
  /// themselves.
  static func unquoted(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.count >= 2, let first = bytes.first, first == bytes.last,
      first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
    else { return String(decoding: bytes, as: UTF8.self) }
    var text: [UInt8] = []
    var isEscaped = false
    for byte in bytes.dropFirst().dropLast() {
      if !isEscaped, byte == UInt8(ascii: "\\") {
        isEscaped = true
        continue
      }
      if isEscaped, byte != UInt8(ascii: "\\"), byte != UInt8(ascii: "'"), byte != UInt8(ascii: "\"") {
        text.append(UInt8(ascii: "\\"))
      }
      isEscaped = false
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
