import Core
import Derive
import JSON

extension ReleaseVerifier {
  private static let statisticsFile = "statistics.json"

  /// Holds the statistics of a release, in their file and in the database, against what its runs give.
  ///
  /// Intervals, which take a hundred times as long as all else, are not drawn again where the file has them: the
  /// database has to have the same.
  /// - Parameters:
  ///   - known: The runs, as the artifact `name` has them.
  ///   - database: The database, if there is one.
  func checkStatistics(_ known: Release, _ name: String, _ database: String?, _ listing: ReleaseListing) -> Report {
    var report = Report()
    let hasFile = listing.present.contains(Self.statisticsFile)
    let tracing = plugins.writers.lazy.compactMap { $0 as? any TracingArtifactWriter }.first
    let writer = plugins.writers.lazy.compactMap { $0 as? any StatisticsArtifactWriter }.first
    guard hasFile || listing.present.contains("report.html"), let tracing, let writer else { return report }
    if let version = listing.manifest["cellar_version"]?.string, version != plugins.cellarVersion {
      report.comparisons.append(
        "\(Self.statisticsFile): its checksum alone, since Cellar \(version) wrote it and this is "
          + plugins.cellarVersion)
      return report
    }
    var release = known
    var statistics = StatisticsDeriver(drawsIntervals: !hasFile).statistics(of: release.spaces)
    if hasFile {
      let path = "\(listing.path)/\(Self.statisticsFile)"
      do {
        statistics = try writer.takingIntervals(into: statistics, at: path)
        release.statistics = statistics
        for difference in try writer.differences(from: release, at: path) {
          report.add(Self.statisticsFile, difference.found, "\(difference.expected), as the runs of \(name) give it")
        }
        report.comparisons.append(
          "\(Self.statisticsFile): what the runs of \(name) give, with the intervals that it has")
      } catch {
        report.add(Self.statisticsFile, "it cannot be read: \(error)", "the statistics of a release")
      }
    }
    release.statistics = statistics
    guard let database else { return report }
    do {
      for difference in try tracing.statisticsDifferences(from: release, at: "\(listing.path)/\(database)") {
        report.add(database, difference.found, "\(difference.expected), as the runs of \(name) give it")
      }
    } catch {
      report.add(database, "its statistics cannot be read: \(error)", "the tables of a release")
    }
    return report
  }
}
