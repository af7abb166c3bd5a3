import Core
import Testing

@testable import Pipeline

struct ReleaseComparisonTests {
  /// The distance of two distribution functions, at every value of either.
  private static func distance(_ first: [Double], _ second: [Double]) -> Double {
    (first + second).map { value in
      abs(
        Double(first.count { $0 <= value }) / Double(first.count)
          - Double(second.count { $0 <= value }) / Double(second.count))
    }.max() ?? 0
  }

  @Test func distancesAreThoseAtEveryValue() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<300 {
      let samples = (0..<2).map { _ in
        (0..<Int.random(in: 1...12, using: &generator)).map { _ in Double(Int.random(in: 0...9, using: &generator)) }
          .sorted()
      }
      let found = DistributionShift.distance(samples[0], samples[1])
      let expected = Self.distance(samples[0], samples[1])
      #expect(abs(found - expected) < 1e-12, "\(samples)")
    }
  }

  private static let medians: [([Double], Double)] = [([1], 1), ([1, 3], 2), ([1, 2, 9], 2), ([1, 2, 4, 9], 3)]

  @Test(arguments: medians)
  func theMedianIsTheMiddle(_ sample: [Double], _ expected: Double) {
    let median = DistributionShift.median(sample)
    #expect(median == expected)
  }

  private static func content(
    _ values: [Double], epochs: Int, numbers: [Double] = [], status: String = "finished"
  ) -> RunContent {
    RunContent(
      curve: Curve(epochs: epochs, metrics: values.count / max(epochs, 1), values: values), numbers: numbers,
      status: status)
  }

  @Test func runsAreIdenticalInEveryBit() {
    #expect(Relation(Self.content([1, .nan], epochs: 2), Self.content([1, .nan], epochs: 2)) == .identical)
    #expect(Relation(Self.content([0], epochs: 1), Self.content([-0.0], epochs: 1)) == .conflicting)
    #expect(
      Relation(Self.content([1], epochs: 1), Self.content([1], epochs: 1, status: "running")) == .conflicting)
  }

  @Test func aBeginningOverlaps() {
    let whole = Self.content([1, 2, 3, 4, 5, 6], epochs: 3)
    let start = Self.content([1, 2, 4, 5], epochs: 2, status: "running")
    #expect(Relation(start, whole) == .overlapping)
    #expect(Relation(whole, start) == .overlapping)
    #expect(Relation(Self.content([1, 2, 4, 7], epochs: 2), whole) == .conflicting)
  }

  @Test func aSubsetOverlaps() {
    let absent = Curve.absent
    #expect(Relation(Self.content([1, absent], epochs: 2), Self.content([1, 2], epochs: 2)) == .overlapping)
    #expect(Relation(Self.content([1, absent], epochs: 2), Self.content([absent, 2], epochs: 2)) == .conflicting)
    #expect(
      Relation(Self.content([1], epochs: 1, numbers: [absent]), Self.content([1], epochs: 1, numbers: [3]))
        == .overlapping)
    // One has more epochs, the other more numbers.
    #expect(
      Relation(Self.content([1, 2], epochs: 2, numbers: [absent]), Self.content([1], epochs: 1, numbers: [3]))
        == .conflicting)
  }
}
