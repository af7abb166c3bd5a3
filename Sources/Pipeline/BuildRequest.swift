public import Core

/// What the user asked of a build.
public struct BuildRequest: Sendable {
  public var inputs: [Input]
  public var output: String
  /// Threads, at least 1.
  public var jobs: Int
  /// Where readings of earlier builds are kept, nil for no cache.
  public var cache: String?
  /// Whether cached readings are verified by the hash of their files.
  public var recheck: Bool

  /// An earlier release, file or directory, that the changes are told against; nil for none.
  public var previous: String?
  /// Whether the process ends after the build, so that its memory need not be given back first.
  public var endsProcess: Bool

  public init(
    inputs: [Input], output: String, jobs: Int, cache: String?, recheck: Bool, previous: String? = nil,
    endsProcess: Bool = false
  ) {
    self.previous = previous
    self.endsProcess = endsProcess
    self.inputs = inputs
    self.output = output
    self.jobs = jobs
    self.cache = cache
    self.recheck = recheck
  }

  /// A directory and the label under which its files appear in the release.
  public struct Input: Sendable, Hashable {
    public var label: String
    public var directory: String

    public init(label: String, directory: String) {
      self.label = label
      self.directory = directory
    }
  }
}

/// What a build did.
public struct BuildReport: Sendable {
  public var counts: RunCounts
  public var findings: [Finding]
  public var rules: [RuleDefinition]
  public var tallies: [RuleCode: RuleTally]
  public var completeness: [SpaceCompleteness]
  /// Whether the pipeline asks for a complete benchmark and lacks a run.
  public var isIncomplete: Bool
  public var files: Int
  public var unrecognized: Int
  public var bytes: Int
  /// Units whose reading came from the cache, of all.
  public var cachedUnits: Int
  public var units: Int
}

/// Why there is no release, beyond what the output itself refuses.
public enum BuildError: Error, Sendable, CustomStringConvertible {
  /// An input is missing or cannot be listed.
  case input(String)
  /// Nothing below the inputs is known to the pipeline's layouts.
  case nothingRecognized(String)
  /// The input is known, but no run in it can be used.
  case nothingUsable(String)
  /// Two inputs of one label hold files of one path.
  case ambiguousInputs(String)
  /// The counts do not add up: a defect of Cellar.
  case countsDoNotAddUp(RunCounts)

  public var description: String {
    switch self {
    case .input(let message), .nothingRecognized(let message), .nothingUsable(let message),
      .ambiguousInputs(let message):
      message
    case .countsDoNotAddUp(let counts):
      "internal error: \(counts.read) runs were read, but \(counts.released) released, \(counts.exactDuplicates) exact "
        + "duplicates, \(counts.conflicts) conflicts and \(counts.quarantined) quarantined do not add up to it"
    }
  }
}
