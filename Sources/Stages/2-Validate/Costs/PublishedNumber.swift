import Core

/// A count as a source gives it: possibly in millions, and rounded.
struct PublishedNumber {
  let value: Double
  /// What one unit is worth.
  let scale: Double
  /// Half of the last decimal that is given, as a count.
  let rounding: Double

  init(_ value: Double, scale: Double) {
    self.value = value
    self.scale = scale
    rounding = 0.5 * scale * Self.lastDecimal(of: value)
  }

  var count: Double { value * scale }

  /// Whether `count` rounds to the value.
  func matches(_ count: Int) -> Bool { matches(Double(count)) }

  func matches(_ count: Double) -> Bool {
    abs(self.count - count) <= max(rounding, 0.5) * (1 + 1e-9) + self.count.magnitude * 1e-12
  }

  /// Whether `sum` over `number` networks has the value as its mean.
  func isMean(of sum: Int, over number: Int) -> Bool {
    abs(count * Double(number) - Double(sum)) <= rounding * Double(number) * (1 + 1e-9) + 0.01
  }

  /// Whether `count` is the value without a doubt about rounding, so that nothing need be looked at twice.
  static func isPlain(_ value: Double, scale: Double, _ count: Int) -> Bool {
    abs(value * scale - Double(count)) < 0.5
  }

  /// What one in the last decimal of the shortest text of `value` is worth: 0.01 for 0.48, 1 for 5.
  private static func lastDecimal(of value: Double) -> Double {
    var decimals = 0
    var exponent = 0
    let text = "\(value)".utf8
    if let mark = text.firstIndex(of: UInt8(ascii: "e")) {
      exponent = Int(String(decoding: text[text.index(after: mark)...], as: UTF8.self)) ?? 0
    }
    let mantissa = text.prefix { $0 != UInt8(ascii: "e") }
    if let point = mantissa.firstIndex(of: UInt8(ascii: ".")) {
      let fraction = mantissa[mantissa.index(after: point)...]
      decimals = fraction.elementsEqual([UInt8(ascii: "0")]) ? 0 : fraction.count
    }
    var unit = 1.0
    for _ in 0..<min(400, max(0, decimals - exponent)) { unit /= 10 }
    for _ in 0..<min(400, max(0, exponent - decimals)) { unit *= 10 }
    return unit
  }
}
