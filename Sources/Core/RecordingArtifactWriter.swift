/// A writer whose artifact repeats what the lists beside the artifacts tell: facts, findings, what was kept out.
public protocol RecordingArtifactWriter: TracingArtifactWriter {
  /// What the artifact at `path` says of the release as a whole, by key.
  /// - Throws: where it cannot be read as one.
  func facts(at path: String) throws -> [Attribute]

  /// What the artifact at `path` says of records and of itself that differs from `release`: of each of its tables the
  /// first row, and each view, index and description of a column.
  /// - Parameters:
  ///   - lists: Those of `release` that are known; the others are not compared.
  ///   - words: What a document of the release says of its columns, as good as what would be written now.
  /// - Throws: where it cannot be read as one.
  func recordDifferences(
    from release: Release, in lists: Set<RecordList>, accepting words: Set<ColumnWords>, at path: String
  ) throws -> [ArtifactDifference]
}

/// A list of records that stands beside the artifacts of a release.
public enum RecordList: Sendable, Hashable, CaseIterable {
  /// What the rules found: `Release.findings`.
  case findings
  /// The codes and sources of what was kept out: `Release.quarantine`.
  case quarantine
}
