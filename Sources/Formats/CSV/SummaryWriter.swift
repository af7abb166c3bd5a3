import Bytes
public import Codecs
public import Core

/// Writes `<name>-summary.csv.gz`: a row per space, encoding, task and budget, for `pandas.read_csv` and nothing else.
///
/// Empty where absent. Doubles are the shortest that read back the same (`float_precision="round_trip"`). `params` is
/// what the first run logs, else the computed count; `minmax_p` to `nregret` belong to `best_valid_valid`.
public struct SummaryWriter: ComparingArtifactWriter {
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
    let table = Table(release)
    try ParallelTextWriter.write(
      to: path, members: table.members, workers: workers, content: .text, compression: compression
    ) { table.write($0, to: &$1) }
  }

  public func holds(_ release: Release, at path: String, workers: Int) throws -> Bool {
    let table = Table(release)
    return try ParallelTextWriter.isWritten(
      at: path, members: table.members, workers: workers, content: .text, compression: compression
    ) { table.write($0, to: &$1) }
  }

  /// The rows, in pieces.
  private struct Table: Sendable {
    private let parts: [RunIndex.Part]
    private let rows: SummaryRows

    init(_ release: Release) {
      let index = RunIndex(release)
      parts = index.parts(of: release, runs: runsPerMember)
      rows = SummaryRows(release: release, index: index)
    }

    var members: Int { max(1, parts.count) }

    func write(_ member: Int, to output: inout OutputBytes) {
      if member == 0 { rows.writeHeader(to: &output) }
      guard member < parts.count else { return }
      for architecture in parts[member].architectures {
        rows.write(architecture: architecture, space: parts[member].space, to: &output)
      }
    }
  }
}
