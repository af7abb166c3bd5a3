import Core
import Testing

@testable import Derive

struct NonDominatedFrontsTests {
  private static func points(_ seed: UInt64) -> [(Double, Double, Double)] {
    var generator = SeededGenerator(seed: seed)
    let bound = [3, 8, 1000][Int(generator.next(below: 3))]
    return (0..<Int(generator.next(below: 40))).map { _ in
      (
        Double(generator.next(below: UInt64(bound))), Double(generator.next(below: UInt64(bound))),
        Double(generator.next(below: UInt64(bound)))
      )
    }
  }

  private static func dominates(_ one: [Double], _ other: [Double]) -> Bool {
    zip(one, other).allSatisfy { $0 <= $1 } && one != other
  }

  /// Fronts peeled one after the other.
  private static func peeled(_ points: [[Double]]) -> [Int32] {
    var numbers = Array(repeating: Int32(0), count: points.count)
    var left = Set(points.indices)
    var number: Int32 = 1
    while !left.isEmpty {
      let front = left.filter { index in !left.contains { Self.dominates(points[$0], points[index]) } }
      for index in front { numbers[index] = number }
      left.subtract(front)
      number += 1
    }
    return numbers
  }

  @Test(arguments: 0..<300) func frontsAreThoseThatPeelingFinds(_ seed: UInt64) {
    let points = Self.points(seed)
    #expect(NonDominatedFronts.numbers(points.map { ($0.0, $0.1) }) == Self.peeled(points.map { [$0.0, $0.1] }))
    let first = Self.peeled(points.map { [$0.0, $0.1, $0.2] }).map { $0 == 1 ? Int32(1) : 0 }
    #expect(NonDominatedFronts.first(points) == first)
  }

  @Test func whatIsAbsentIsOnNoFront() {
    #expect(NonDominatedFronts.numbers([(1, .nan), (2, 2), (.infinity, 1)]) == [0, 1, 0])
  }

  /// Unit cubes on a grid, counted one by one.
  @Test(arguments: 0..<200) func volumesAreTheCubesThatAreDominated(_ seed: UInt64) {
    let points = Self.points(seed).map { ($0.0.remainder(dividingBy: 9) + 4, $0.1, $0.2) }
      .map { ($0.0.rounded(.down), min($0.1, 12), min($0.2, 11)) }
    var (cubes, squares) = (0, 0)
    for x in 0..<9 {
      for y in 0..<10 {
        if points.contains(where: { Int($0.0) <= x && Int($0.1) <= y }) { squares += 1 }
        for z in 0..<11 where points.contains(where: { Int($0.0) <= x && Int($0.1) <= y && Int($0.2) <= z }) {
          cubes += 1
        }
      }
    }
    #expect(Hypervolume.volume(points, reference: (9, 10, 11)) == Double(cubes))
    #expect(Hypervolume.volume(points.map { ($0.0, $0.1) }, reference: (9, 10)) == Double(squares))
  }
}
