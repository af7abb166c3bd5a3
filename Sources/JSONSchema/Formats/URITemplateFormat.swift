/// URI templates (RFC 6570).
enum URITemplateFormat {
  static func isTemplate(_ text: ArraySlice<UInt8>) -> Bool {
    var index = text.startIndex
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "{"):
        guard let end = text[index...].firstIndex(of: UInt8(ascii: "}")), isExpression(text[(index + 1)..<end]) else {
          return false
        }
        index = end + 1
      case UInt8(ascii: "%"):
        guard isEscape(text[index...]) else { return false }
        index += 3
      case let byte where byte <= 0x20 || byte == 0x7F || "\"<>\\^`{|}".utf8.contains(byte): return false
      default: index += 1
      }
    }
    return true
  }

  private static func isEscape(_ text: ArraySlice<UInt8>) -> Bool {
    text.count >= 3 && text[text.startIndex + 1].isHexadecimal && text[text.startIndex + 2].isHexadecimal
  }

  private static func isExpression(_ text: ArraySlice<UInt8>) -> Bool {
    let variables = text.first.map { "+#./;?&=,!@|".utf8.contains($0) } ?? false ? text.dropFirst() : text
    return variables.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).allSatisfy(isVariable)
  }

  private static func isVariable(_ text: ArraySlice<UInt8>) -> Bool {
    var name = text
    if name.last == UInt8(ascii: "*") {
      name = name.dropLast()
    } else if let colon = name.firstIndex(of: UInt8(ascii: ":")) {
      let count = name[(colon + 1)...]
      guard (1...4).contains(count.count), count.allSatisfy(\.isDigit), count.first != UInt8(ascii: "0") else {
        return false
      }
      name = name[..<colon]
    }
    return name.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { part in
      var index = part.startIndex
      while index < part.endIndex {
        let byte = part[index]
        if byte == UInt8(ascii: "%") {
          guard isEscape(part[index...]) else { return false }
          index += 3
        } else {
          guard byte.isLetter || byte.isDigit || byte == UInt8(ascii: "_") else { return false }
          index += 1
        }
      }
      return !part.isEmpty
    }
  }
}
