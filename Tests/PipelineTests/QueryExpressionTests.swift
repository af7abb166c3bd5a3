import Testing

@testable import Pipeline

/// Conditions of `cellar query`: what they mean, and where they go wrong.
struct QueryExpressionTests {
  private static let row: [String: QueryValue] = [
    "macs": .integer(7), "valid_top1": .number(2.5), "epoch": .absent, "encoding": .text("64-1234-basic"),
    "counter_thop-0.1.1": .integer(9),
  ]

  private static func holds(_ text: String) throws -> Bool? {
    let expression = try QueryExpressionParser.parse(text)
    try expression.check(Dictionary(uniqueKeysWithValues: row.map { ($0.key, $0.key == "encoding") }))
    return expression.holds(expression.names.map { row[$0.name] ?? .absent })
  }

  @Test(arguments: [
    ("macs < 8", true), ("macs < 7", false), ("macs <= 7.0", true), ("7 = macs", true), ("macs != 7", false),
    ("macs<1e9 AND valid_top1>=2.5", true), ("macs > 1e9 or not valid_top1 > 3", true), ("not not macs = 7", true),
    ("1 < macs < 8", true), ("1 < macs < 7", false), ("macs = 1 or macs = 7 and valid_top1 = 1", false),
    ("(macs = 7 or macs = 1) and valid_top1 = 2.5", true), ("encoding = '64-1234-basic'", true),
    ("encoding < \"65\"", true), ("epoch = absent", true), ("epoch != absent", false), ("absent = macs", false),
    ("counter_thop-0.1.1 = +9", true), ("`counter_thop-0.1.1` == 9", true), ("macs > -1e-3", true),
    ("valid_top1 < .3e1", true), ("macs <> 7", false),
  ])
  func aConditionMeansWhatItSays(_ text: String, _ expected: Bool) throws {
    #expect(try Self.holds(text) == expected)
  }

  @Test(arguments: ["epoch = 3", "epoch != 3", "not epoch = 3", "epoch < macs", "epoch > 1 and macs = 7"])
  func whatComparesAnAbsentValueIsLeftOpen(_ text: String) throws {
    #expect(try Self.holds(text) == nil)
  }

  @Test func oneTrueSideOfAnOrAndOneFalseSideOfAnAndDecide() throws {
    #expect(try Self.holds("epoch = 3 or macs = 7") == true)
    #expect(try Self.holds("epoch = 3 and macs = 8") == false)
  }

  @Test func aNaNIsNeitherLessNorGreaterNorEqual() throws {
    let expression = try QueryExpressionParser.parse("a < 1 or a >= 1 or a = 1")
    #expect(expression.holds([.number(.nan)]) == nil)
    #expect(try QueryExpressionParser.parse("a > 1e300").holds([.number(.infinity)]) == true)
  }

  @Test(arguments: [
    ("", 0, "the end"), ("macs", 4, "the end"), ("macs <", 6, "the end"), ("macs < 7 valid", 9, "'valid'"),
    ("(macs < 7", 9, "the end"), ("macs < 7)", 8, "')'"), ("macs < 7 and or", 13, "'or'"),
    ("macs = 'a", 7, "a text without end"),
    ("macs =! 7", 5, "'='"), ("macs < 1.2.3", 7, "'1.2.3'"), ("macs < 0x1p4", 7, "'0x1p4'"),
    ("macs < 1e999", 7, "'1e999'"),
    ("macs; 3", 4, "';'"), ("mæcs < 3", 1, "'æ'"), ("macs < absent", 7, "'absent' behind '<'"), ("not", 3, "the end"),
  ])
  func aFaultIsNamedWithItsPlace(_ text: String, _ offset: Int, _ found: String) throws {
    let error = #expect(throws: QueryExpressionError.self) { try QueryExpressionParser.parse(text) }
    #expect(error?.offset == offset)
    #expect(error?.found == found)
  }

  @Test func anUnknownColumnIsNamedWithTheNearest() throws {
    let error = #expect(throws: QueryExpressionError.self) { try Self.holds("macs < 9 and valid_topl < 3") }
    #expect(error?.offset == 13)
    #expect(error?.found.contains("did you mean 'valid_top1'?") == true)
    #expect(error?.excerpt == "  macs < 9 and valid_topl < 3\n               ^")
  }

  @Test(arguments: [("macs = 'seven'", 7), ("encoding = 3", 11), ("'a' < macs", 0)])
  func aTextIsNotComparedWithANumber(_ text: String, _ offset: Int) throws {
    let error = #expect(throws: QueryExpressionError.self) { try Self.holds(text) }
    #expect(error?.offset == offset)
  }

  @Test func nestingAndLengthAreBounded() throws {
    let deep = String(repeating: "(", count: 50_000)
    #expect(throws: QueryExpressionError.self) { try QueryExpressionParser.parse(deep) }
    let nots = String(repeating: "not ", count: 15_000) + "macs = 7"
    #expect(try Self.holds(nots) == true)
    let long = String(repeating: "macs = 7 and ", count: 10_000) + "macs = 7"
    #expect(throws: QueryExpressionError.self) { try QueryExpressionParser.parse(long) }
  }

  @Test func anyBytesAreReadOrRefused() {
    var generator = SystemRandomNumberGenerator()
    let letters = Array("()<>=!'\"`andornt macs1e9.-+ \u{E9}\n\0".unicodeScalars)
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<24, using: &generator) {
        text.unicodeScalars.append(letters[Int.random(in: 0..<letters.count, using: &generator)])
      }
      guard let expression = try? QueryExpressionParser.parse(text) else { continue }
      _ = expression.holds(expression.names.map { _ in .integer(1) })
    }
  }
}
