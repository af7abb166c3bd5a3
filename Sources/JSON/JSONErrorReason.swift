/// Why bytes are not a JSON document.
public enum JSONErrorReason: String, CaseIterable, Sendable {
  case emptyDocument
  case byteOrderMark
  case unexpectedEnd
  case expectedValue
  case expectedKeyOrEnd
  case expectedKey
  case expectedColon
  case expectedCommaOrObjectEnd
  case expectedCommaOrArrayEnd
  case trailingContent
  case invalidNumber
  case nonFiniteNumber
  case invalidEscape
  case invalidUnicodeEscape
  case controlCharacter
  case invalidUTF8
  case tooDeep
  case tooLarge

  /// The wording: lower case, no full stop.
  public var message: String {
    switch self {
    case .emptyDocument: "expected a value, not an empty document"
    case .byteOrderMark: "expected a value, not a byte order mark"
    case .unexpectedEnd: "expected more: the document ends here"
    case .expectedValue: "expected a value"
    case .expectedKeyOrEnd: "expected a key in quotes or '}'"
    case .expectedKey: "expected a key in quotes"
    case .expectedColon: "expected ':'"
    case .expectedCommaOrObjectEnd: "expected ',' or '}'"
    case .expectedCommaOrArrayEnd: "expected ',' or ']'"
    case .trailingContent: "expected nothing after the document"
    case .invalidNumber: "expected a number such as -1, 0.5 or 1e-05"
    case .nonFiniteNumber: "expected a finite number: NaN and infinities are not strict JSON"
    case .invalidEscape: "expected one of \" \\ / b f n r t u after a backslash"
    case .invalidUnicodeEscape: "expected four hexadecimal digits after \\u"
    case .controlCharacter: "expected a control character in a string to be escaped"
    case .invalidUTF8: "expected well-formed UTF-8"
    case .tooDeep: "expected fewer nested arrays and objects"
    case .tooLarge: "expected a smaller document"
    }
  }
}
