/// Addresses of electronic mail (RFC 5321), and with characters beyond ASCII (RFC 6531).
enum MailFormat {
  static func isAddress(_ text: ArraySlice<UInt8>, isInternational: Bool) -> Bool {
    guard let at = text.lastIndex(of: UInt8(ascii: "@")) else { return false }
    let local = text[..<at]
    let domain = text[(at + 1)...]
    guard !local.isEmpty, local.count <= 64, isLocalPart(local, isInternational) else { return false }
    if domain.first == UInt8(ascii: "["), domain.last == UInt8(ascii: "]"), domain.count > 2 {
      let literal = domain.dropFirst().dropLast()
      return literal.starts(with: "IPv6:".utf8)
        ? AddressFormat.isIPv6(literal.dropFirst(5)) : AddressFormat.isIPv4(literal)
    }
    return isInternational ? HostName.isInternational(domain) : HostName.isHostName(domain)
  }

  private static func isLocalPart(_ text: ArraySlice<UInt8>, _ isInternational: Bool) -> Bool {
    if text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\""), text.count >= 2 {
      var isEscaped = false
      for byte in text.dropFirst().dropLast() {
        if byte >= 0x80 ? !isInternational : byte < 0x20 || byte == 0x7F { return false }
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          return false
        }
      }
      return !isEscaped
    }
    return text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { atom in
      !atom.isEmpty
        && atom.allSatisfy { byte in
          byte >= 0x80
            ? isInternational
            : byte.isLetter || byte.isDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
  }
}
