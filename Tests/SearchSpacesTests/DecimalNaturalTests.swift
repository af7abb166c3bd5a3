import Testing

@testable import SearchSpaces

@Suite struct DecimalNaturalTests {
  @Test func smallNumbersAreTheirDigits() {
    for value: UInt64 in [0, 1, 999_999_999_999_999_999, 1_000_000_000_000_000_000, .max] {
      #expect(DecimalNatural(value).description == "\(value)")
      #expect(DecimalNatural(product: [value]).description == "\(value)")
    }
  }

  @Test func productsAreExact() {
    #expect(
      DecimalNatural(product: [UInt64.max, .max, .max]).description
        == "6277101735386680762814942322444851025767571854389858533375")
    #expect(
      DecimalNatural(product: 1...50).description
        == "30414093201713378043612608166064768844377641568960512000000000000")
    #expect(DecimalNatural(product: [5, 0, 7]).description == "0")
    #expect(DecimalNatural(product: []).description == "1")
  }

  @Test func limbsInTheMiddleKeepTheirZeros() {
    let billion: UInt64 = 1_000_000_000
    let digits = DecimalNatural(product: [billion, billion, billion, billion, 3]).description
    #expect(digits == "3" + String(repeating: "0", count: 36))
  }
}
