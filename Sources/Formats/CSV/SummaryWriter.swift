import Bytes
public import Codecs
public import Core

/// Writes `<name>-summary.csv.gz`: a row per space, encoding, task and budget, for `pandas.read_csv` and nothing else.
///
/// Empty where absent. Doubles are the shortest that read back the same (`float_precision="round_trip"`). `params` is
/// what the first run logs, else the computed count; `minmax_p` to `nregret` belong to `best_valid_valid`.
public struct SummaryWriter: ArtifactWriter {
  /// Runs per gzip member, rounded up to whole architectures.
  static let runsPerMember = 4096

  private let compression: TextCompression

  public init(compression: TextCompression = .gzip) { self.compression = compression }

  public var name: String { "csv" }

  public func fileName(for release: Release) -> String { release.name + "-summary.csv.gz" }

  public func losses(from release: Release) -> [ArtifactLoss] {
    let runs = release.runs { _ in true }
    return [
      ArtifactLoss("curves, of which the summary keeps the final and best values of the ranking metric", count: runs)
    ] + release.provenanceLosses
  }

  public func write(_ release: Release, to path: String, workers: Int) throws {
    let index = RunIndex(release)
    let parts = index.parts(of: release, runs: Self.runsPerMember)
    let rows = SummaryRows(release: release, index: index)
    try ParallelTextWriter.write(
      to: path, members: max(1, parts.count), workers: workers, content: .text, compression: compression
    ) {
      number, output in
      if number == 0 { rows.writeHeader(to: &output) }
      guard number < parts.count else { return }
      for architecture in parts[number].architectures {
        rows.write(architecture: architecture, space: parts[number].space, to: &output)
      }
    }
  }
}
