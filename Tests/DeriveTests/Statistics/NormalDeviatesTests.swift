import Testing

@testable import Derive

struct NormalDeviatesTests {
  @Test func logarithmsAreThoseOfTheTables() {
    #expect(NormalDeviates.logarithm(1) == 0)
    #expect(isClose(NormalDeviates.logarithm(10), 2.302_585_092_994_045_7, 1e-15))
    #expect(isClose(NormalDeviates.logarithm(1e-300), -690.775_527_898_213_7, 1e-15))
    #expect(isClose(NormalDeviates.logarithm(0.7), -0.356_674_943_938_732_4, 1e-15))
  }

  @Test func momentsAreThoseOfTheNormalDistribution() {
    var deviates = NormalDeviates(seed: 7)
    let count = 200_000
    let values = (0..<count).map { _ in deviates.next() }
    let mean = values.reduce(0, +) / Double(count)
    let variance = values.reduce(0) { $0 + $1 * $1 } / Double(count)
    let fourth = values.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(count)
    // Four standard errors.
    #expect(abs(mean) < 0.009)
    #expect(abs(variance - 1) < 0.013)
    #expect(abs(fourth - 3) < 0.09)
    #expect(abs(Double(values.count { abs($0) < 1.959_963_985 }) / Double(count) - 0.95) < 0.002)
  }
}
