/// How error messages quote a text that is no encoding.
enum EncodingText {
  /// What stands in `text` at byte `offset`: a quoted character, or "the end of the text".
  /// - Precondition: `offset` starts a character, or is at or beyond the end.
  static func found(in text: String, at offset: Int) -> String {
    let bytes = text.utf8
    guard !bytes.isEmpty else { return "an empty text" }
    guard offset < bytes.count else { return "the end of the text" }
    return quoted(text.unicodeScalars[bytes.index(bytes.startIndex, offsetBy: offset)])
  }

  /// `text` between single quotes, cut after 40 characters, with characters that do not print spelled as code points.
  static func quoted(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars.prefix(40) {
      if isPrintable(scalar) { result.unicodeScalars.append(scalar) } else { result += codePoint(scalar) }
    }
    return result + (text.unicodeScalars.count > 40 ? "…'" : "'")
  }

  /// ASCII between single quotes; other characters with, or as, their code point, since they may look like ASCII.
  private static func quoted(_ scalar: Unicode.Scalar) -> String {
    if scalar.isASCII { return isPrintable(scalar) ? "'\(scalar)'" : codePoint(scalar) }
    return isPrintable(scalar) ? "'\(scalar)' (\(codePoint(scalar)))" : codePoint(scalar)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator,
      .nonspacingMark, .enclosingMark, .spacingMark:
      false
    default: true
    }
  }

  private static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
