/// What became of an input file.
public enum SourceUse: String, Sendable, Hashable {
  /// Parsed as records.
  case records
  /// Parsed as the text log beside records.
  case log
  /// No layout of the pipeline knows it.
  case unrecognized = "not recognized"
  /// A layout knows it, but it could not be read or parsed.
  case unreadable
}

/// One input file of a build.
public struct SourceFile: Sendable, Hashable {
  /// The label of its `--input`.
  public var input: String
  /// Below the input, `/`-separated; bytes that are not UTF-8 as `%XX`.
  public var path: String
  /// Bytes read; for a file that was not read, the size that the directory told.
  public var bytes: Int
  /// Lower-case hexadecimal, empty where the file could not be read.
  public var sha256: String
  public var use: SourceUse
  /// The name and version of the parser, empty for a file that was not parsed.
  public var parser: String

  public init(input: String, path: String, bytes: Int, sha256: String, use: SourceUse, parser: String) {
    self.input = input
    self.path = path
    self.bytes = bytes
    self.sha256 = sha256
    self.use = use
    self.parser = parser
  }

  /// Label, slash and path: the name of the file in findings and in `inputs.jsonl.gz`.
  public var releasePath: String { "\(input)/\(path)" }
}

/// Where all runs of a release came from.
public struct ReleaseSources: Sendable {
  /// As `Release.sources`.
  public var files: [SourceFile]
  /// Those of every run, in the order of the release.
  public var references: [[SourceReference]]

  public init(files: [SourceFile], references: [[SourceReference]]) {
    self.files = files
    self.references = references
  }
}

extension Release {
  /// The same release with runs from elsewhere.
  /// - Parameter sources: Nil for a release of which nobody knows where it came from.
  /// - Returns: Nil where `sources` are those of another number of runs.
  public func tracing(_ sources: ReleaseSources?) -> Release? {
    if let sources, sources.references.count != runCount { return nil }
    var release = self
    release.sources = sources?.files ?? []
    var next = 0
    for space in spaces.indices {
      for task in spaces[space].tasks.indices {
        for group in spaces[space].tasks[task].groups.indices {
          for run in spaces[space].tasks[task].groups[group].runs.indices {
            release.spaces[space].tasks[task].groups[group].runs[run].sources = sources?.references[next] ?? []
            next += 1
          }
        }
      }
    }
    return release
  }
}

/// The place of a run in a source file.
public struct SourceReference: Sendable, Hashable {
  /// Index of the file in `Release.sources`.
  public var file: Int
  /// JSON pointer, empty for the whole file.
  public var pointer: String

  public init(file: Int, pointer: String) {
    self.file = file
    self.pointer = pointer
  }
}
