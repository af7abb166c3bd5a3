public import Core
import JSON

/// Writes `statistics.json`: what the scores of a release say about its tasks, metrics, budgets and costs, one strict
/// JSON document (`Schemas/statistics.schema.json`).
public struct StatisticsWriter: ArtifactWriter {
  public init() {}

  public var name: String { "statistics" }

  public func fileName(for release: Release) -> String { "statistics.json" }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    try SmallFile.write(StatisticsDocument(release).bytes, to: path)
  }
}
