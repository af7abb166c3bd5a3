import Bytes
import Core
import Glibc
import Testing

@Suite struct DoubleTextTests {
  @Test(
    arguments: [
      (1.0, "1.0"), (0.0001, "0.0001"), (0.00001, "1e-05"), (1e16, "1e+16"),
      (9_999_999_999_999_998, "9999999999999998.0"),
      (7.6e24, "7.6e+24"), (-0.0, "-0.0"), (0.0, "0.0"), (Double(bitPattern: 1), "5e-324"),
      (Double(bitPattern: 2), "1e-323"), (0.1, "0.1"),
      (1.7976931348623157e308, "1.7976931348623157e+308"), (2.2250738585072014e-308, "2.2250738585072014e-308"),
      (123456.789, "123456.789"), (1e15, "1000000000000000.0"), (-1.5, "-1.5"), (1e22, "1e+22"), (1e23, "1e+23"),
      (9_007_199_254_740_992, "9007199254740992.0"), (100, "100.0"), (0.00012345, "0.00012345"), (1e100, "1e+100"),
      (16.66666603088379, "16.66666603088379"), (1e-100, "1e-100"), (123e-7, "1.23e-05"),
    ] as [(Double, String)])
  func layoutIsThatOfPython(_ value: Double, _ text: String) {
    #expect(written(value) == text)
  }

  @Test func fiveMillionRandomPatternsRoundTripAndAreAsShortAsDescription() {
    let seed: UInt64 = 20_261_123
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var failures: [UInt64] = []
    var output = OutputBytes(capacity: 64)
    for round in 0..<5_000_000 {
      var value = Double(bitPattern: generator.next())
      if round % 4 == 3 { value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))) }
      guard value.isFinite else { continue }
      output.removeAll()
      output.append(double: value)
      let own = output.withBytes { $0.nearestDouble(0..<$0.byteCount) }
      output.append(0)
      let system = unsafe output.withUnsafeBytes { unsafe strtod($0.bindMemory(to: CChar.self).baseAddress!, nil) }
      let agrees = own.bitPattern == value.bitPattern && system.bitPattern == value.bitPattern
      // The description is slow: every eighth is enough to pin the digits.
      let isShort =
        round % 8 != 3 && round % 8 != 0 || output.withBytes(digits) == value.description.withBytes(digits)
      if !agrees || !isShort { failures.append(value.bitPattern) }
    }
    #expect(failures.isEmpty, "\(failures.prefix(5).map { Double(bitPattern: $0) })")
  }

  @Test func manyAtOnceAreWrittenAsOneByOne() {
    var generator = SeededGenerator(seed: 20_261_201)
    for round in 0..<2000 {
      var values = (0..<Int(generator.next(below: 40))).map { _ in
        let value = Double(bitPattern: generator.next())
        return value.isFinite ? value : 0
      }
      // The first that is not finite ends them.
      let end = round % 3 == 0 && !values.isEmpty ? Int(generator.next(below: UInt64(values.count))) : values.count
      if end < values.count { values[end] = round % 2 == 0 ? .nan : -.infinity }
      var output = OutputBytes(capacity: 256)
      #expect(output.append(doubles: values.span, separator: UInt8(ascii: ",")) == end)
      #expect(output.string == values[..<end].map(written).joined(separator: ","))
    }
  }

  @Test func everyPowerOfTwoAndItsNeighboursRoundTrip() {
    for exponent in 0..<UInt64(0x7FF) {
      for pattern in [exponent << 52, exponent << 52 + 1, (exponent + 1) << 52 - 1] {
        let value = Double(bitPattern: pattern)
        let text = written(value)
        let read = text.withBytes { $0.nearestDouble(0..<$0.byteCount) }
        #expect(read.bitPattern == pattern, "\(text)")
        #expect(Array(text.utf8).withBytes { digits($0) } == Array(value.description.utf8).withBytes { digits($0) })
      }
    }
  }
}

/// The digits of a number without point, exponent and zeros at either end.
private func digits(_ bytes: RawSpan) -> [UInt8] {
  var result: [UInt8] = []
  for offset in 0..<bytes.byteCount {
    let byte = bytes.byte(at: offset)
    if byte | 0x20 == UInt8(ascii: "e") { break }
    if byte >= 0x30 && byte <= 0x39 && !(result.isEmpty && byte == 0x30) { result.append(byte) }
  }
  while result.last == 0x30 { result.removeLast() }
  return result
}

private func written(_ value: Double) -> String {
  var output = OutputBytes()
  output.append(double: value)
  return output.string
}
