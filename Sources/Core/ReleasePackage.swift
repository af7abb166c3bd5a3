/// All that packaging says of a release: what it holds, what its authors say, and the files that were written.
public struct ReleasePackage: Sendable {
  public var release: Release
  public var card: DatasetCard
  public var authors: [Author]
  public var counts: RunCounts
  /// The artifacts, sorted by path.
  public var files: [FileDigest]
  /// What is new against an earlier release; nil where none was named.
  public var changes: ReleaseChanges?

  public init(
    release: Release, card: DatasetCard, authors: [Author], counts: RunCounts, files: [FileDigest],
    changes: ReleaseChanges?
  ) {
    self.release = release
    self.card = card
    self.authors = authors
    self.counts = counts
    self.files = files
    self.changes = changes
  }

  /// A fact of the release's metadata, empty where there is none.
  public func fact(_ key: String) -> String { release.metadata.first { $0.key == key }?.value ?? "" }

  /// Paths with this ending, in order.
  public func paths(endingIn suffix: String) -> [String] { files.map(\.path).filter { $0.hasSuffix(suffix) } }
}

/// How a release differs from an earlier one.
public struct ReleaseChanges: Sendable, Hashable {
  /// Name and version of the earlier release.
  public var name: String
  public var version: String
  public var equal: Int
  public var added: Int
  public var removed: Int
  /// Runs with a value that differs.
  public var changed: Int
  /// What is told one by one, a line each.
  public var lines: [String]

  public init(
    name: String, version: String, equal: Int, added: Int, removed: Int, changed: Int, lines: [String]
  ) {
    self.name = name
    self.version = version
    self.equal = equal
    self.added = added
    self.removed = removed
    self.changed = changed
    self.lines = lines
  }
}

/// Writes the files beside the artifacts that describe a release to people and catalogues: a plug-in of the last stage.
public protocol ReleasePackager: Sendable {
  /// The name by which a pipeline file asks for it: `package`.
  var name: String { get }
  /// The names of the files, whatever the release holds.
  var fileNames: [String] { get }
  /// The texts, in the order of `fileNames`; they depend on `package` alone.
  func texts(of package: ReleasePackage) -> [String]
}
