import Bytes
import Core
import Testing

@Suite struct NumberReadingTests {
  @Test(arguments: [
    "1e400", "-1e400", "1e-400", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
    "2.2250738585072011e-308", "1.7976931348623158e308", "1.7976931348623159e308", "179769313486231580793e289",
    "9007199254740993", "9007199254740992.99999999999999999999", "9007199254740993.00000000000000000001",
    "0.000000000000000000000000000000000000000000000000000000000000000000000000000000001e80", "1e23", "8.5e22",
    "7.3177701707893310e15", "0.1000000000000000055511151231257827021181583404541015625", "1e1000000000000000000000",
    "0e1000000000000000000000", "1e-1000000000000000000000", "12345678901234567890123", "18446744073709551616",
    "123456789012345678901234567890e-20", "6.631236846766476e-316", "100000000000000016777215",
    "100000000000000016777216",
  ])
  func hardCasesAreReadAsGlibcDoes(_ text: String) {
    let own = text.withBytes { $0.nearestDouble(0..<$0.byteCount) }
    #expect(own.bitPattern == glibcDouble(text).bitPattern, "\(own)")
  }

  @Test func halfwayPointsOfManyDigitsAreRoundedToEven() {
    // 2⁵³ + 1 is halfway; a one behind eight hundred zeros and more decides.
    for zeros in [0, 10, 700, 770, 799, 800, 5000] {
      let half = "9007199254740993." + String(repeating: "0", count: zeros)
      let above = half + "1"
      #expect((half + "0").withBytes { $0.nearestDouble(0..<$0.byteCount) } == 9_007_199_254_740_992)
      #expect(above.withBytes { $0.nearestDouble(0..<$0.byteCount) } == 9_007_199_254_740_994)
    }
  }

  @Test func randomDecimalsOfUpToFortyDigitsAreReadAsGlibcDoes() {
    let seed: UInt64 = 7
    print("seed \(seed)")
    var generator = SeededGenerator(seed: seed)
    var failures: [String] = []
    for _ in 0..<400_000 {
      var text = Bool.random(using: &generator) ? "-" : ""
      for _ in 0..<Int.random(in: 1...20, using: &generator) { text += "\(Int.random(in: 0...9, using: &generator))" }
      text += "."
      for _ in 0..<Int.random(in: 1...20, using: &generator) { text += "\(Int.random(in: 0...9, using: &generator))" }
      if Bool.random(using: &generator) { text += "e\(Int.random(in: -345...315, using: &generator))" }
      let own = text.withBytes { $0.nearestDouble(0..<$0.byteCount) }
      if own.bitPattern != glibcDouble(text).bitPattern { failures.append(text) }
    }
    #expect(failures.isEmpty, "\(failures.prefix(5))")
  }

  @Test func readingAndWritingDoNotDependOnTheLocale() throws {
    guard let locale = CommaLocale() else {
      print("localedef cannot build de_DE.UTF-8: reading in another locale is not tested")
      return
    }
    let (system, value, text) = locale.use {
      var output = OutputBytes()
      output.append(double: 1.5)
      let long = "1.5000000000000000000000000000000000000000001".withBytes { $0.nearestDouble(0..<$0.byteCount) }
      return (glibcDouble("1.5"), long, output.string)
    }
    // Where the decimal point is a comma, the C library stops at the point; we do not.
    #expect(system == 1)
    #expect(value == 1.5)
    #expect(text == "1.5")
  }

  @Test(
    arguments: [
      ("0", .integer, 1), ("-0", .integer, 2), ("01", .none, 1), ("-", .none, 1), ("1.", .none, 2), (".5", .none, 0),
      ("1e", .none, 2), ("1e+", .none, 3), ("1.5e3x", .double, 5), ("9223372036854775807", .integer, 19),
      ("9223372036854775808", .bigInteger, 19), ("-9223372036854775808", .integer, 20),
      ("-9223372036854775809", .bigInteger, 20), ("99999999999999999999", .bigInteger, 20), ("1e309", .overflow, 5),
      ("", .none, 0), ("+1", .none, 0), ("-.5", .none, 1), ("1E5", .double, 3),
    ] as [(String, ScannedNumber.Kind, Int)])
  func theGrammarIsThatOfJSON(_ text: String, _ kind: ScannedNumber.Kind, _ end: Int) {
    let number = text.withBytes { $0.scanNumber(at: 0) }
    #expect(number.kind == kind)
    #expect(number.end == end)
  }

  @Test(arguments: [("+1", 1.0), (".5", 0.5), ("5.", 5), ("007", 7), ("-0", -0.0), ("00000000000000000000001", 1)])
  func logsMayWriteNumbersLoosely(_ text: String, _ value: Double) {
    let read = text.withBytes { bytes in
      var offset = 0
      let value = bytes.double(at: &offset)
      return offset == bytes.byteCount ? value : nil
    }
    #expect(read?.bitPattern == value.bitPattern)
  }

  @Test func integersEndAtTheEdgesOf64Bits() {
    func read(_ text: String) -> Int64? {
      text.withBytes { bytes in
        var offset = 0
        return bytes.integer(at: &offset)
      }
    }
    #expect(read("9223372036854775807") == .max)
    #expect(read("9223372036854775808") == nil)
    #expect(read("-9223372036854775808") == .min)
    #expect(read("-9223372036854775809") == nil)
    #expect(read("-") == nil)
    #expect(read("12:34") == 12)
  }
}
