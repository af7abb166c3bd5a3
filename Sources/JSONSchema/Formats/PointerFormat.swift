/// JSON Pointers (RFC 6901) and relative ones.
enum PointerFormat {
  static func isPointer(_ text: ArraySlice<UInt8>) -> Bool {
    if text.isEmpty { return true }
    guard text.first == UInt8(ascii: "/") else { return false }
    for index in text.indices where text[index] == UInt8(ascii: "~") {
      guard index + 1 < text.endIndex, text[index + 1] == UInt8(ascii: "0") || text[index + 1] == UInt8(ascii: "1")
      else {
        return false
      }
    }
    return true
  }

  static func isRelativePointer(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.prefix(while: \.isDigit)
    guard !digits.isEmpty, digits.count == 1 || digits.first != UInt8(ascii: "0") else { return false }
    let rest = text[digits.endIndex...]
    return rest.elementsEqual([UInt8(ascii: "#")]) || isPointer(rest)
  }
}
