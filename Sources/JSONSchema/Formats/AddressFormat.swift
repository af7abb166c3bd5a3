/// Internet addresses and UUIDs.
enum AddressFormat {
  static func isIPv4(_ text: ArraySlice<UInt8>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy(\.isDigit)
          && (part.count == 1 || part.first != UInt8(ascii: "0"))
          && part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
      }
  }

  static func isIPv6(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count <= 45 else { return false }
    var groups = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard groups.count >= 3 else { return false }
    // `::` at an end gives two empty groups; one of them stands for it.
    if groups[0].isEmpty {
      guard groups[1].isEmpty else { return false }
      groups.removeFirst()
    }
    if let last = groups.last, last.isEmpty {
      guard groups.count >= 2, groups[groups.count - 2].isEmpty else { return false }
      groups.removeLast()
    }
    let gaps = groups.count { $0.isEmpty }
    guard gaps <= 1 else { return false }
    var count = groups.count - gaps
    if let last = groups.last, last.contains(UInt8(ascii: ".")) {
      guard isIPv4(last) else { return false }
      groups.removeLast()
      count += 1
    }
    guard groups.allSatisfy({ $0.count <= 4 && $0.allSatisfy(\.isHexadecimal) }) else { return false }
    return gaps == 1 ? count <= 7 : count == 8
  }

  static func isUUID(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count == 36 else { return false }
    return text.enumerated().allSatisfy { index, byte in
      [8, 13, 18, 23].contains(index) ? byte == UInt8(ascii: "-") : byte.isHexadecimal
    }
  }
}
