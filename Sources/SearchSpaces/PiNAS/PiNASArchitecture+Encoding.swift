import Core

extension PiNASArchitecture {
  /// What an encoding looks like, for error messages.
  static let grammar = "'3 0 1 3 2 3 1 2 0 3 2 1 3 0 3 2', sixteen digits 0 to 3"

  /// The digits between blanks, as `--choice-indices` of the authors' programs takes them.
  var encoding: String { digits.joined(separator: " ") }

  /// The digits as a Python list, as in the authors' configuration of detectors.
  var list: String { "[\(digits.joined(separator: ", "))]" }

  /// The digits alone.
  var compact: String { digits.joined() }

  private var digits: [String] { choices.map { "\($0.rawValue)" } }

  /// The network of sixteen digits, separated by single blanks or by nothing, or in a list as Python prints it or without
  /// blanks.
  init(encoding: String) throws(EncodingError) {
    let symbols = PiNASChoice.allCases.map { "'\($0.rawValue)' \($0.label)" }.joined(separator: ", ")
    var reader = EncodingReader(encoding, grammar: Self.grammar)
    let isList = reader.next == UInt8(ascii: "[")
    if isList { try reader.skip("[") }
    var code = UInt32(try reader.digit(upTo: 3, symbols: symbols))
    var separator = isList ? "," : ""
    for block in 1..<Self.count {
      if block == 1, !isList, reader.next == UInt8(ascii: " ") { separator = " " }
      try reader.skip(separator)
      if block == 1, isList, reader.next == UInt8(ascii: " ") {
        separator = ", "
        try reader.skip(" ")
      }
      code = code << 2 | UInt32(try reader.digit(upTo: 3, symbols: symbols))
    }
    if isList { try reader.skip("]") }
    try reader.end()
    self.init(code: code)
  }
}
