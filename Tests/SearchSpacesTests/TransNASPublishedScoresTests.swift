import Core
import TestSupport
import Testing

@testable import SearchSpaces

/// An independent check of the classes: what was trained and published.
@Suite(.enabled(if: sharedDirectory != nil, Comment(rawValue: sharedDirectoryReason)))
struct TransNASPublishedScoresTests {
  @Test func cellsWithTheSameScoresAreTheSameNetwork() throws {
    let published = try TransNASPublishedScores()
    #expect(published.cells.count == 4096)
    let space = TransNASBench101Micro()
    var classes: [[Double]: Set<String>] = [:]
    var members: [[Double]: Int] = [:]
    for (cell, row) in zip(published.cells, published.rows) {
      classes[row, default: []].insert(space.classID(of: cell, under: .sameNetwork))
      members[row, default: 0] += 1
    }
    let mixed = classes.values.filter { $0.count > 1 }
    #expect(mixed.isEmpty, "rows of scores in several classes: \(mixed.prefix(3))")
    let sharing = members.values.filter { $0 > 1 }.reduce(0, +)
    #expect(sharing == 1653)
  }

  /// Tolerances are half a unit of the last digit documented; degrees of freedom are documented for class_scene alone.
  @Test(arguments: [(0, 0.373, 0.0005, 1449), (1, 0.0117, 0.00005, nil), (2, 0.0375, 0.00005, nil)])
  func noiseWithinClassesIsWhatWasDocumented(_ task: Int, _ deviation: Double, _ tolerance: Double, _ degrees: Int?)
    throws
  {
    let noise = try TransNASPublishedScores().noise(task: task, under: .sameNetwork)
    print("\(TransNASPublishedScores.tasks[task]): sd \(noise.deviation), df \(noise.degrees)")
    #expect(abs(noise.deviation - deviation) < tolerance)
    if let degrees { #expect(noise.degrees == degrees) }
  }
}
