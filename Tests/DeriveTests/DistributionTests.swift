import Testing

@testable import Derive

struct DistributionTests {
  @Test func tiesShareTheMeanOfTheirRanks() {
    let distribution = Distribution([3, 1, 2, 2, 5], scale: [1, 2, 3])
    #expect(distribution.averageRank(5) == 1)
    #expect(distribution.averageRank(3) == 2)
    #expect(distribution.averageRank(2) == 3.5)
    #expect(distribution.averageRank(1) == 5)
    #expect(distribution.rank01(5) == 1)
    #expect(distribution.rank01(2) == 1 - 2.5 / 4)
    #expect(distribution.rank01(1) == 0)
  }

  @Test func quantilesInterpolateBetweenTheClosestRanks() {
    // numpy.quantile([1, 2, 4, 8], [0.01, 0.5, 0.99]) with its default method.
    #expect(Distribution.quantile(0.01, of: [1, 2, 4, 8]) == 1.03)
    #expect(Distribution.quantile(0.5, of: [1, 2, 4, 8]) == 3)
    #expect(Distribution.quantile(0.99, of: [1, 2, 4, 8]) == 7.879999999999999)
    #expect(Distribution.quantile(1, of: [1, 2, 4, 8]) == 8)
    #expect(Distribution.quantile(0.5, of: []).isNaN)
  }

  @Test func theRobustScaleIsClippedAndLeavesOutWhatIsNotConnected() {
    let distribution = Distribution([-100, 0, 10], scale: [0, 10])
    #expect(distribution.minmaxP(-100) == 0)
    #expect(distribution.minmaxP(10) == 1)
    #expect(distribution.minmaxP(5).map { abs($0 - 0.5) < 1e-12 } == true)
  }

  @Test func regretIsTheShareOfTheRangeThatLacks() {
    let distribution = Distribution([0, 5, 20], scale: [0, 5, 20])
    #expect(distribution.normalizedRegret(20) == 0)
    #expect(distribution.normalizedRegret(5) == 0.75)
    #expect(distribution.normalizedRegret(0) == 1)
  }

  @Test func zscoresUseAllValuesWithoutACorrection() {
    let distribution = Distribution([1, 3], scale: [])
    #expect(distribution.zscore(3) == 1)
    #expect(distribution.zscore(1) == -1)
  }

  @Test func oneValueHasNoPlaceAmongOthers() {
    let distribution = Distribution([2, 2], scale: [2, 2])
    #expect(distribution.minmaxP(2) == nil)
    #expect(distribution.rank01(2) == nil)
    #expect(distribution.zscore(2) == nil)
    #expect(distribution.normalizedRegret(2) == nil)
    #expect(distribution.averageRank(2) == 1.5)
  }
}
