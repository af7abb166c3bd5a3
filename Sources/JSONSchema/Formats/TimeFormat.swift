/// Dates and times of RFC 3339, durations of its appendix A.
enum TimeFormat {
  /// The number of two or four digits, nil if anything else is there.
  private static func number(_ text: ArraySlice<UInt8>, _ count: Int) -> Int? {
    guard text.count == count, text.allSatisfy(\.isDigit) else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
    let start = text.startIndex
    guard text.count == 10, text[start + 4] == UInt8(ascii: "-"), text[start + 7] == UInt8(ascii: "-"),
      let year = number(text[start..<start + 4], 4), let month = number(text[start + 5..<start + 7], 2),
      let day = number(text[start + 8..<start + 10], 2), month >= 1, month <= 12, day >= 1
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return day <= days[month - 1]
  }

  static func isTime(_ text: ArraySlice<UInt8>) -> Bool {
    let start = text.startIndex
    guard text.count >= 9, text[start + 2] == UInt8(ascii: ":"), text[start + 5] == UInt8(ascii: ":"),
      let hour = number(text[start..<start + 2], 2), let minute = number(text[start + 3..<start + 5], 2),
      let second = number(text[start + 6..<start + 8], 2), hour < 24, minute < 60, second <= 60
    else { return false }
    var rest = text[(start + 8)...]
    if rest.first == UInt8(ascii: ".") {
      let fraction = rest.dropFirst().prefix(while: \.isDigit)
      guard !fraction.isEmpty else { return false }
      rest = rest[fraction.endIndex...]
    }
    guard let offset = offset(rest) else { return false }
    // A leap second comes at the end of a day of Greenwich.
    return second < 60 || ((hour * 60 + minute - offset) % 1440 + 1440) % 1440 == 23 * 60 + 59
  }

  /// The minutes of `Z` or `±hh:mm`.
  private static func offset(_ text: ArraySlice<UInt8>) -> Int? {
    guard let sign = text.first else { return nil }
    if sign | 0x20 == UInt8(ascii: "z") { return text.count == 1 ? 0 : nil }
    let start = text.startIndex
    guard text.count == 6, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text[start + 3] == UInt8(ascii: ":"),
      let hours = number(text[start + 1..<start + 3], 2), let minutes = number(text[start + 4..<start + 6], 2),
      hours < 24, minutes < 60
    else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }

  static func isDateTime(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.count > 11, text[text.startIndex + 10] | 0x20 == UInt8(ascii: "t") else { return false }
    return isDate(text.prefix(10)) && isTime(text.dropFirst(11))
  }

  static func isDuration(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "P") else { return false }
    let parts = text.dropFirst().split(separator: UInt8(ascii: "T"), omittingEmptySubsequences: false)
    guard parts.count <= 2, let dates = units(parts[0]) else { return false }
    if dates == [UInt8(ascii: "W")] { return parts.count == 1 }
    guard isRun(dates, of: Array("YMD".utf8)) else { return false }
    if parts.count == 1 { return !dates.isEmpty }
    guard let times = units(parts[1]) else { return false }
    return !times.isEmpty && isRun(times, of: Array("HMS".utf8))
  }

  /// The letters behind numbers, nil for anything else.
  private static func units(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var units: [UInt8] = []
    var hasDigits = false
    for byte in text {
      if byte.isDigit {
        hasDigits = true
      } else {
        guard hasDigits else { return nil }
        units.append(byte)
        hasDigits = false
      }
    }
    return hasDigits ? nil : units
  }

  /// Whether letters follow one another as in `order`, without a gap.
  private static func isRun(_ units: [UInt8], of order: [UInt8]) -> Bool {
    guard let first = units.first else { return true }
    guard let start = order.firstIndex(of: first), start + units.count <= order.count else { return false }
    return Array(order[start..<start + units.count]) == units
  }
}
