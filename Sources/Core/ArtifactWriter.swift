/// Writes one artifact of a release: a plug-in of the emitting stage, supplied by a format.
///
/// The bytes depend on `release` alone, never on the number of threads, the clock or the place.
public protocol ArtifactWriter: Sendable {
  /// What `emit` in a pipeline file calls it: `hdf5`, `sqlite`, `json`, `jsonl`, `csv`.
  var name: String { get }
  /// The file name of the artifact, from the name of the release.
  func fileName(for release: Release) -> String
  /// Writes the artifact to `path`, which does not exist yet, and syncs it to disk.
  /// - Parameter workers: how many threads may compress at once, at least 1.
  /// - Throws: `ArtifactError` where the disk is full, permission is missing or a library fails.
  func write(_ release: Release, to path: String, workers: Int) throws
  /// What of `release` the artifact cannot hold, in a fixed order; empty where nothing is lost.
  func losses(from release: Release) -> [ArtifactLoss]
}

extension ArtifactWriter {
  public func losses(from release: Release) -> [ArtifactLoss] { [] }
}

/// A writer that can tell whether a file is what it would write without writing one.
public protocol ComparingArtifactWriter: ArtifactWriter {
  /// Whether the artifact at `path` holds what `release` does, all of it and in the same bytes.
  ///
  /// False says no more than that the bytes are others: the same values may be written otherwise.
  /// - Parameter workers: how many threads may write at once, at least 1.
  /// - Throws: `ArtifactError` where the file cannot be read.
  func holds(_ release: Release, at path: String, workers: Int) throws -> Bool
}

/// A writer that can tell what beside the runs of an artifact, which are known to be equal, is not as it would write it.
public protocol ExaminingArtifactWriter: ArtifactWriter {
  /// What the artifact at `path` holds that differs from `release`: of each of its tables the first row.
  /// - Throws: where it cannot be read as one.
  func differences(from release: Release, at path: String) throws -> [ArtifactDifference]
}

/// A writer whose artifact tells what few do: where every run came from, and what was computed from it.
public protocol TracingArtifactWriter: ComparingArtifactWriter, ExaminingArtifactWriter {
  /// Where the runs of the artifact at `path` came from.
  /// - Throws: where it cannot be read as one.
  func sources(at path: String) throws -> ReleaseSources

  /// The first difference of each table of statistics from those of `release`.
  /// - Throws: where it cannot be read as one.
  func statisticsDifferences(from release: Release, at path: String) throws -> [ArtifactDifference]
}

/// A writer of an artifact that holds the statistics of a release.
public protocol StatisticsArtifactWriter: ExaminingArtifactWriter {
  /// `statistics` with the intervals that the artifact at `path` has in their places.
  /// - Throws: where it cannot be read as one.
  func takingIntervals(into statistics: ReleaseStatistics, at path: String) throws -> ReleaseStatistics
}

/// Something in an artifact that is not as a release has it.
public struct ArtifactDifference: Sendable, Hashable {
  /// With its place.
  public var found: String
  public var expected: String

  public init(found: String, expected: String) {
    self.found = found
    self.expected = expected
  }
}

/// Something that an artifact cannot hold.
public struct ArtifactLoss: Sendable, Hashable {
  /// Such as `learning curves, but for the selected epochs`.
  public var what: String
  /// How many such things would be lost.
  public var count: Int
  /// Whether it says where data came from, and is no data itself: a copy names the file that it was made from instead.
  public var isProvenance: Bool
  /// Whether each of them is a run that is not written at all.
  public var isOfRuns: Bool

  public init(_ what: String, count: Int, isProvenance: Bool = false, isOfRuns: Bool = false) {
    self.what = what
    self.count = count
    self.isProvenance = isProvenance
    self.isOfRuns = isOfRuns
  }
}

/// Why an artifact could not be written.
public struct ArtifactError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The path that was being written.
  public var path: String
  /// The operation that failed: `open`, `write`, `sync`, `H5Dwrite_chunk`, …
  public var operation: String
  /// What the system or the library said.
  public var message: String

  public init(path: String, operation: String, message: String) {
    self.path = path
    self.operation = operation
    self.message = message
  }
  public var description: String { "\(path): \(operation) failed: \(message)" }
}
