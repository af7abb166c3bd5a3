/// Numbers for the eye.
enum Numeral {
  /// About four significant digits: `0.3727`, `54.87`, `4.92 M`, `–` for what is absent.
  static func short(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    let magnitude = abs(value)
    if magnitude == 0 { return "0" }
    for (unit, suffix) in [(1e12, " T"), (1e9, " G"), (1e6, " M")] where magnitude >= unit {
      return magnitude >= unit * 1e3
        ? scientific(value) : fixed(value / unit, decimals: decimals(magnitude / unit, 3)) + suffix
    }
    if magnitude >= 1e4 { return fixed(value, decimals: 0) }
    return magnitude < 1e-4 ? scientific(value) : fixed(value, decimals: decimals(magnitude, 4))
  }

  /// The labels of an axis: in one unit, with as many decimals as tell them apart and no more.
  static func axis(_ ticks: [Double]) -> [String] {
    let largest = ticks.map { abs($0) }.max() ?? 0
    guard largest >= 1e-4, largest < 1e15 else { return ticks.map { short($0) } }
    let units = [(1e12, 1e12, " T"), (1e9, 1e9, " G"), (1e6, 1e6, " M"), (1e4, 1e3, " k")]
    let (_, unit, suffix) = units.first { largest >= $0.0 } ?? (1, 1, "")
    let values = ticks.map { $0 / unit }
    var (count, scale) = (0, 1.0)
    while count < 6, values.contains(where: { abs(($0 * scale).rounded() - $0 * scale) > 1e-6 }) {
      count += 1
      scale *= 10
    }
    return values.map { $0 == 0 ? "0" : padded($0, decimals: count) + suffix }
  }

  /// Three decimals, more where they would make 1 of what is less.
  static func correlation(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    let isLess = abs(value) < 1
    for decimals in [3, 4] where !isLess || abs(value) < 1 - 0.5 / (decimals == 3 ? 1e3 : 1e4) {
      return fixed(value, decimals: decimals)
    }
    return value < 0 ? "< -0.9999" : "> 0.9999"
  }

  /// The decimals that leave `digits` significant ones.
  private static func decimals(_ magnitude: Double, _ digits: Int) -> Int {
    var (decimals, bound) = (digits - 1, 10.0)
    while decimals > 0, magnitude >= bound {
      decimals -= 1
      bound *= 10
    }
    bound = 1
    while magnitude < bound, decimals < 9 {
      decimals += 1
      bound /= 10
    }
    return decimals
  }

  private static func scientific(_ value: Double) -> String {
    var (mantissa, exponent) = (value, 0)
    while abs(mantissa) < 1, exponent > -400 {
      mantissa *= 10
      exponent -= 1
    }
    // What would be rounded to 10 is 1 of the next power.
    while abs(mantissa) >= 9.995 {
      mantissa /= 10
      exponent += 1
    }
    return fixed(mantissa, decimals: 2) + "e\(exponent)"
  }

  /// - Precondition: `value` has fewer than 16 digits before and after its point.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 1e17 else { return "\(value)" }
    var digits = String(Int(scaled))
    if decimals > 0 {
      digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
      var fraction = digits.suffix(decimals)
      while fraction.last == "0" { fraction.removeLast() }
      digits = digits.dropLast(decimals) + (fraction.isEmpty ? "" : "." + fraction)
    }
    return (value < 0 && scaled > 0 ? "-" : "") + digits
  }

  /// With all of its decimals: `0.70`.
  static func padded(_ value: Double, decimals: Int) -> String {
    let text = fixed(value, decimals: decimals)
    let shown = text.split(separator: ".").dropFirst().first?.count ?? 0
    guard shown < decimals, value.magnitude < 1e15 else { return text }
    return text + (shown == 0 ? "." : "") + String(repeating: "0", count: decimals - shown)
  }

  /// To a tenth.
  static func coordinate(_ value: Double) -> String { fixed(value.isFinite ? value : 0, decimals: 1) }

  /// How many of a thing: `1 epoch`, `4,096 runs`.
  static func counted(_ count: Int, _ thing: String) -> String { "\(grouped(count)) \(thing)\(count == 1 ? "" : "s")" }

  /// The same of a number as text, which may be larger than any integer, or words.
  static func grouped(_ text: String) -> String { Int(text).map { grouped($0) } ?? text }

  /// A whole number in groups of three.
  static func grouped(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = value < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
