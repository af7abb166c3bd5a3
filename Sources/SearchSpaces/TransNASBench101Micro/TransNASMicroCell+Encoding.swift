import Core

extension TransNASMicroCell {
  /// What an encoding looks like, for error messages.
  static let grammar = "'64-41414-a_bc_def' with digits 0 to 3"

  /// The bytes of `template` before the first digit.
  private static let prefixLength = 9

  /// The normalized text of the cell.
  var encoding: String {
    var edge = 0
    return String(
      decoding: Self.templateBytes.enumerated().map { offset, byte in
        guard offset >= Self.prefixLength, byte == UInt8(ascii: "0") else { return byte }
        edge += 1
        return byte + digit(edge - 1)
      }, as: UTF8.self)
  }

  /// An encoding with 0 at the place of each digit.
  private static let templateBytes = Array("64-41414-0_00_000".utf8)

  /// The cell that `encoding` denotes, with faults named by the grammar of this space alone.
  init(encoding: String) throws(EncodingError) {
    var code: UInt16 = 0
    var bytes = encoding.utf8.makeIterator()
    for (offset, template) in Self.templateBytes.enumerated() {
      let byte = bytes.next()
      if offset >= Self.prefixLength, template == UInt8(ascii: "0") {
        guard let byte, case UInt8(ascii: "0")...UInt8(ascii: "3") = byte else {
          throw Self.digitFault(encoding, byte, at: offset)
        }
        code = code << 2 | UInt16(byte - UInt8(ascii: "0"))
      } else if byte != template {
        throw Self.fault(encoding, expected: EncodingText.quoted(String(UnicodeScalar(template))), at: offset)
      }
    }
    guard bytes.next() == nil else {
      throw Self.fault(encoding, expected: "the end of the text", at: Self.templateBytes.count)
    }
    self.init(code: code)
  }

  private static func fault(_ text: String, expected: String, at offset: Int) -> EncodingError {
    let found = EncodingText.found(in: text, at: offset)
    return EncodingError(.malformed(found: found, expected: "\(expected), as in \(grammar)"), at: offset)
  }

  private static func digitFault(_ text: String, _ byte: UInt8?, at offset: Int) -> EncodingError {
    guard let byte, case UInt8(ascii: "4")...UInt8(ascii: "9") = byte else {
      return fault(text, expected: "a digit 0 to 3", at: offset)
    }
    let operations = TransNASMicroOperation.allCases.map { "'\($0.rawValue)' \($0.label)" }
    return EncodingError(
      .unknownSymbol(
        EncodingText.found(in: text, at: offset), expected: "one of \(operations.joined(separator: ", "))"), at: offset)
  }
}
