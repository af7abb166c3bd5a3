import Bytes
public import Core
import JSON

/// Writes `statistics.json`: what the scores of a release say about its tasks, metrics, budgets and costs, one strict
/// JSON document (`Schemas/statistics.schema.json`).
public struct StatisticsWriter: StatisticsArtifactWriter {
  public init() {}

  public var name: String { "statistics" }

  public func fileName(for release: Release) -> String { "statistics.json" }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    try SmallFile.write(StatisticsDocument(release).bytes, to: path)
  }

  /// The first place where the text is another than that of the statistics of `release`.
  public func differences(from release: Release, at path: String) throws -> [ArtifactDifference] {
    var text = try ComparedText(path)
    let bytes = StatisticsDocument(release).bytes
    if let found = try bytes.withBytes({ (wanted) throws(ReleaseInputError) in try text.expect(wanted) }) {
      return [found]
    }
    return try text.expectEnd().map { [$0] } ?? []
  }

  public func takingIntervals(into statistics: ReleaseStatistics, at path: String) throws -> ReleaseStatistics {
    try StatisticsIntervals(path).taken(into: statistics)
  }
}
