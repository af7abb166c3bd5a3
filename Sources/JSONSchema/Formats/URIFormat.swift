/// URIs (RFC 3986) and IRIs (RFC 3987) by their grammar.
struct URIFormat {
  let isInternational: Bool

  func isURI(_ text: ArraySlice<UInt8>) -> Bool {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), isScheme(text[..<colon]) else { return false }
    return isRest(text[(colon + 1)...], isRelative: false)
  }

  func isReference(_ text: ArraySlice<UInt8>) -> Bool { isURI(text) || isRest(text, isRelative: true) }

  private func isScheme(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first.isLetter else { return false }
    return text.allSatisfy { $0.isLetter || $0.isDigit || "+-.".utf8.contains($0) }
  }

  /// What stands behind the scheme.
  private func isRest(_ text: ArraySlice<UInt8>, isRelative: Bool) -> Bool {
    var rest = text
    if let hash = rest.firstIndex(of: UInt8(ascii: "#")) {
      guard isMade(rest[(hash + 1)...], of: "!$&'()*+,;=:@/?") else { return false }
      rest = rest[..<hash]
    }
    if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
      guard isMade(rest[(mark + 1)...], of: "!$&'()*+,;=:@/?", isQuery: true) else { return false }
      rest = rest[..<mark]
    }
    if rest.starts(with: "//".utf8) {
      let body = rest.dropFirst(2)
      let end = body.firstIndex(of: UInt8(ascii: "/")) ?? body.endIndex
      return isAuthority(body[..<end]) && isMade(body[end...], of: "!$&'()*+,;=:@/")
    }
    if isRelative, rest.first != UInt8(ascii: "/") {
      let segment = rest.prefix { $0 != UInt8(ascii: "/") }
      if segment.contains(UInt8(ascii: ":")) { return false }
    }
    return isMade(rest, of: "!$&'()*+,;=:@/")
  }

  private func isAuthority(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if let at = rest.firstIndex(of: UInt8(ascii: "@")) {
      guard isMade(rest[..<at], of: "!$&'()*+,;=:") else { return false }
      rest = rest[(at + 1)...]
    }
    if rest.first == UInt8(ascii: "[") {
      guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
      let port = rest[(end + 1)...]
      guard isLiteral(rest[(rest.startIndex + 1)..<end]) else { return false }
      return port.isEmpty || (port.first == UInt8(ascii: ":") && port.dropFirst().allSatisfy(\.isDigit))
    }
    if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
      guard rest[(colon + 1)...].allSatisfy(\.isDigit) else { return false }
      rest = rest[..<colon]
    }
    return isMade(rest, of: "!$&'()*+,;=")
  }

  /// What stands in brackets: an IPv6 address, or one of the future.
  private func isLiteral(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first | 0x20 == UInt8(ascii: "v") else { return AddressFormat.isIPv6(text) }
    guard let dot = text.firstIndex(of: UInt8(ascii: ".")) else { return false }
    let version = text[(text.startIndex + 1)..<dot]
    let address = text[(dot + 1)...]
    return !version.isEmpty && version.allSatisfy(\.isHexadecimal) && !address.isEmpty
      && address.allSatisfy { $0.isLetter || $0.isDigit || "-._~!$&'()*+,;=:".utf8.contains($0) }
  }

  /// Whether text is made of unreserved characters, escapes and `others`.
  private func isMade(_ text: ArraySlice<UInt8>, of others: StaticString, isQuery: Bool = false) -> Bool {
    let allowed = Array("\(others)".utf8)
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "%") {
        guard index + 2 < text.endIndex, text[index + 1].isHexadecimal, text[index + 2].isHexadecimal else {
          return false
        }
        index += 3
      } else if byte >= 0x80 {
        guard isInternational,
          let scalar = String(decoding: text[index...].prefix(4), as: UTF8.self).unicodeScalars.first,
          Self.isInternational(scalar.value, isQuery)
        else { return false }
        index += UTF8.width(scalar)
      } else {
        guard byte.isLetter || byte.isDigit || "-._~".utf8.contains(byte) || allowed.contains(byte) else {
          return false
        }
        index += 1
      }
    }
    return true
  }

  /// `ucschar`, and `iprivate` in a query.
  private static func isInternational(_ value: UInt32, _ isQuery: Bool) -> Bool {
    switch value {
    case 0xA0...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFEF: true
    case 0xE000...0xF8FF, 0xF0000...0xFFFFD, 0x100000...0x10FFFD: isQuery
    case 0x10000...0xEFFFD: value & 0xFFFF <= 0xFFFD && !(0xE0000...0xE0FFF).contains(value)
    default: false
    }
  }
}
