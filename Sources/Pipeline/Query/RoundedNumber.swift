public import Core

/// Numbers for people: rounded, in a fixed notation where that is short.
public enum RoundedNumber {
  /// Percentages and seconds get two decimals, other numbers six significant digits.
  public static func text(_ value: Double, unit: MeasurementUnit) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
    if unit == .percent || (unit == .seconds && abs(value) >= 1) { return fixed(value, decimals: 2) }
    let magnitude = abs(value)
    if magnitude != 0, magnitude < 1e-4 || magnitude >= 1e9 { return "\(value)" }
    var decimals = 5
    var scale = 10.0
    while magnitude >= scale, decimals > 0 {
      decimals -= 1
      scale *= 10
    }
    var small = 1.0
    while magnitude != 0, magnitude < small, decimals < 9 {
      decimals += 1
      small /= 10
    }
    return fixed(value, decimals: decimals)
  }

  private static func fixed(_ value: Double, decimals: Int) -> String {
    var scale = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (abs(value) * Double(scale)).rounded()
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled)
    let sign = value < 0 && whole != 0 ? "-" : ""
    if decimals == 0 { return "\(sign)\(whole)" }
    let rest = String(whole % scale)
    return "\(sign)\(whole / scale).\(String(repeating: "0", count: decimals - rest.count))\(rest)"
  }
}
