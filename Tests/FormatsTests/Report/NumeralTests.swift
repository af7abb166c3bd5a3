import Testing

@testable import Formats

struct NumeralTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "0"), (54.870_123, "54.87"), (0.372_74, "0.3727"), (-0.713_25, "-0.7133"), (1, "1"),
    (12345.6, "12346"),
    (4_920_000, "4.92 M"), (26_600_000_000, "26.6 G"), (0.012_345_6, "0.01235"), (0.000_012_345, "1.23e-5"),
    (.nan, "–"), (.infinity, "–"), (1e300, "1e300"), (-1.637_2e27, "-1.64e27"), (9.999e-5, "1e-4"), (999.96, "1000"),
    (100, "100"),
  ])
  func numbersHaveAboutFourDigits(_ value: Double, _ expected: String) { #expect(Numeral.short(value) == expected) }

  @Test func absentNumbersAreADash() { #expect(Numeral.short(nil) == "–") }

  @Test func wholeNumbersAreGrouped() {
    #expect(
      [0, 12, 999, 1000, 51464, 1_234_567, -1234].map(Numeral.grouped) == [
        "0", "12", "999", "1,000", "51,464", "1,234,567", "-1,234",
      ])
  }

  @Test func decimalsAreKeptWhereTheyLineUp() {
    #expect([0.7, -1, 0.425, 0].map { Numeral.padded($0, decimals: 2) } == ["0.70", "-1.00", "0.43", "0.00"])
    #expect([0, 1, 4096].map { Numeral.counted($0, "run") } == ["0 runs", "1 run", "4,096 runs"])
  }

  @Test(arguments: [(0.0, 1.0), (0, 2), (0, 24), (3, 3), (0, 4096), (17, 18)])
  func countsAndEpochsHaveWholeTicks(_ low: Double, _ high: Double) {
    let ticks = ChartScale([low, high], from: 0, to: 100, isWhole: true).ticks
    #expect(!ticks.isEmpty && ticks.allSatisfy { $0 == $0.rounded() && $0 >= low && $0 <= high }, "\(ticks)")
  }

  @Test func aConstantHasAnAxisAroundItAndMarksHaveRoom() {
    let zero = ChartScale([0, 0], from: 0, to: 100)
    #expect(zero.low == -1 && zero.high == 1)
    let scale = ChartScale([0, 10], from: 0, to: 100, margin: 0.1)
    #expect(scale.low == -1 && scale.high == 11)
  }

  @Test func ticksAreRoundAndWithinTheRange() {
    for (low, high) in [(0.0, 1.0), (3.9, 55.3), (-0.97, -0.58), (0, 30_000_000), (1e-9, 3e-9), (7, 7)] {
      let scale = ChartScale([low, high], from: 0, to: 100)
      #expect((2...10).contains(scale.ticks.count), "\(low) to \(high): \(scale.ticks)")
      #expect(scale.ticks.allSatisfy { $0 >= scale.low && $0 <= scale.high })
      #expect(scale.place(scale.low) == 0 && scale.place(scale.high) == 100)
    }
    #expect(ChartScale([0, 60], from: 0, to: 1).ticks == [0, 10, 20, 30, 40, 50, 60])
  }

  @Test func labelsOfAnAxisHaveOneUnit() {
    #expect(Numeral.axis([0, 500_000, 1_000_000]) == ["0", "0.5 M", "1.0 M"])
    #expect(Numeral.axis([125_000, 130_000]) == ["125 k", "130 k"])
    #expect(Numeral.axis([0.7, 0.75, 0.8]) == ["0.70", "0.75", "0.80"])
    #expect(Numeral.axis([2000, 4000]) == ["2000", "4000"])
    #expect(Numeral.axis([]) == [])
  }

  @Test func whatIsLessThanOneIsNotToldAsOne() {
    #expect(Numeral.correlation(0.9996) == "0.9996")
    #expect(Numeral.correlation(0.99996) == "> 0.9999")
    #expect(Numeral.correlation(-0.99996) == "< -0.9999")
    #expect(Numeral.correlation(1) == "1")
    #expect(Numeral.correlation(0.12345) == "0.123")
    #expect(Numeral.correlation(nil) == "–")
  }

  @Test func aWideScaleOfCostsIsLogarithmic() {
    let scale = ChartScale([1e5, 1e8], from: 0, to: 300, mayBeLogarithmic: true)
    #expect(scale.isLogarithmic)
    #expect(abs(scale.place(1e6) - 100) < 1e-9)
    #expect(scale.ticks == [1e5, 1e6, 1e7, 1e8])
    #expect(scale.labels == ["100 k", "1 M", "10 M", "100 M"])
    #expect(!ChartScale([1, 30], from: 0, to: 1, mayBeLogarithmic: true).isLogarithmic)
    #expect(!ChartScale([0, 1e8], from: 0, to: 1, mayBeLogarithmic: true).isLogarithmic)
  }
}
