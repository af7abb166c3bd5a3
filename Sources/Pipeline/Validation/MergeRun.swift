import Bytes
public import Core
import Deduplicate
import Emit
import Ingest
import Validate

/// Adds contributions to a release: what one build of all their sources would have made.
public struct MergeRun {
  private let plugins: Plugins
  private let monitor: BuildMonitor

  public init(plugins: Plugins, monitor: BuildMonitor) {
    self.plugins = plugins
    self.monitor = monitor
  }

  /// What becomes of several contents under one identity.
  public enum Conflicts: Sendable {
    /// All are kept out, as a build does.
    case quarantine
    /// The run of the release stays, that of the contribution is kept out.
    case reject
    /// All are kept, as repeats.
    case keepBoth
  }

  /// What the user asked of a merge.
  public struct Request: Sendable {
    /// A release directory, or an artifact that tells the sources of its runs.
    public var release: String
    public var contributions: [BuildRequest.Input]
    public var output: String
    public var conflicts: Conflicts
    /// A pipeline and its text; nil for the one that the release was built with.
    public var pipeline: (file: PipelineFile, text: [UInt8])?
    /// Threads, at least 1.
    public var jobs: Int

    public init(
      release: String, contributions: [BuildRequest.Input], output: String, conflicts: Conflicts,
      pipeline: (file: PipelineFile, text: [UInt8])?, jobs: Int
    ) {
      self.release = release
      self.contributions = contributions
      self.output = output
      self.conflicts = conflicts
      self.pipeline = pipeline
      self.jobs = jobs
    }
  }

  /// What a merge did.
  public struct Report: Sendable {
    public var build: BuildReport
    public var pipeline: String
    /// Runs of the release before, and of the contributions.
    public var releaseRuns: Int
    public var contributedRuns: Int
    /// Runs that a contribution repaired, which the release had kept out.
    public var repaired: Int
    /// Runs that the release had and the new one has not, since a contribution contradicts or repeats them.
    public var evicted: Int
  }

  /// Reads the release and the contributions, and writes the new release.
  /// - Parameter token: makes the name of the temporary directory unique.
  /// - Throws: `BuildError`, `PipelineError`, `OutputError`, `Interruption`.
  public func merge(_ request: Request, token: String) throws -> Report {
    monitor.begin(.listing)
    let (file, text) = try pipeline(request)
    let build = try BuildRun(file, text: text, plugins: plugins, monitor: monitor)
    let catalogue = ArchitectureCatalogue(spaces: build.resolved.plan.spaces)
    let reading = BuildRequest(inputs: [], output: request.output, jobs: request.jobs, cache: nil, recheck: false)
    func reader(_ rules: RuleSettings) -> PartReader {
      var plan = build.resolved.plan
      plan.rules = rules
      return PartReader(
        plugins: plugins, monitor: monitor, plan: plan, resolved: build.resolved, catalogue: catalogue, request: reading
      )
    }
    let rules = build.resolved.plan.rules
    // The runs of the release passed when it was built; only what is new is judged.
    let off = RuleSettings(severities: Dictionary(uniqueKeysWithValues: RuleCatalogue.all.map { ($0.code, nil) }))
    var parts = [
      try read(
        BuildRequest.Input(label: "release", directory: request.release), reader(off), rules, isStanding: true)
    ]
    for contribution in request.contributions {
      parts.append(try read(contribution, reader(rules), rules, isStanding: false))
    }
    let standingRuns = parts[0].reading.valid.count
    let contributed = parts.dropFirst().reduce(0) { $0 + $1.reading.count }
    let repaired = Superseding(parts: &parts, plan: build.resolved.plan, catalogue: catalogue, plugins: plugins).count
    var repeats = RepeatAlignment(parts[0].reading.valid)
    for index in parts.indices.dropFirst() {
      repeats.align(&parts[index].reading.valid, keepsBoth: request.conflicts == .keepBoth)
    }
    let combined = try CombinedParts(parts, digest: plugins.digest)
    let policy = policy(request.conflicts, combined, parts[0])
    let settling = Settling(
      plan: build.resolved.plan, plugins: plugins, rule: build.inForce(RuleCatalogue.duplicates), policy: policy,
      seedless: build.resolved.sources.first?.layout.seedless)
    let directory = try ReleaseDirectory(output: request.output, token: token)
    let report: BuildReport
    do {
      report = try build.finish(
        combined.reading, combined.listing, combined.units, catalogue, settling, reading, directory.temporary)
      monitor.begin(.verifying)
      try monitor.checkInterruption()
    } catch {
      directory.discard()
      throw error
    }
    try directory.commit()
    monitor.begin(.done)
    return Report(
      build: report, pipeline: file.name, releaseRuns: standingRuns, contributedRuns: contributed, repaired: repaired,
      evicted: Self.evicted(parts[0], by: report.findings))
  }

  /// The runs of the release of which errors are told now.
  private static func evicted(_ release: ReadPart, by findings: [Finding]) -> Int {
    var errors: [String: [String]] = [:]
    for finding in findings where finding.severity == .error {
      errors[finding.path, default: []].append(finding.pointer ?? "")
    }
    return release.reading.valid.count { run in
      guard let source = run.sources.first, !release.restored.contains(source),
        let pointers = errors[release.listing.files[source.file].releasePath]
      else { return false }
      return pointers.contains { $0 == source.pointer || $0.hasPrefix(source.pointer + "/") }
    }
  }

  private func pipeline(_ request: Request) throws -> (PipelineFile, [UInt8]) {
    if let pipeline = request.pipeline { return pipeline }
    let search = PipelineSearch(plugins: plugins, jobs: request.jobs)
    guard let file = try search.pipeline(namedBy: request.release),
      let text = plugins.pipelines.first(where: { $0.name == file.name })?.text
    else {
      throw PipelineError(
        file: request.release, message: "it does not say which pipeline it was built with; give it with '--pipeline'")
    }
    return (file, Array(text.utf8))
  }

  private func read(
    _ input: BuildRequest.Input, _ reader: PartReader, _ rules: RuleSettings, isStanding: Bool
  ) throws -> ReadPart {
    if ReleaseParts.isRelease(input.directory) {
      return try ReleaseParts(reader: reader, plugins: plugins, rules: rules).read(input)
    }
    let isFile = !FileSystem.isDirectory(FileSystem.resolved(input.directory))
    if isFile, let part = try reader.readOriginals(input, known: []) { return part }
    if isStanding, !isFile, !FileSystem.exists("\(input.directory)/manifest.json") {
      throw BuildError.input("\(input.directory): no release; expected a directory that 'cellar build' wrote")
    }
    return try reader.read(input)
  }

  private func policy(
    _ conflicts: Conflicts, _ combined: CombinedParts, _ release: ReadPart
  ) -> Deduplicator.ConflictPolicy {
    // Conflicts that the release had already do not stand.
    let doubtful = release.restored
    var standing: Set<SourceReference> = []
    for run in release.reading.valid where !run.sources.contains(where: doubtful.contains) {
      for source in run.sources {
        guard let file = combined.numbers[0][source.file] else { continue }
        standing.insert(SourceReference(file: file, pointer: source.pointer))
      }
    }
    let isStanding: (ValidRun) -> Bool = { [standing] run in run.sources.contains(where: standing.contains) }
    switch conflicts {
    case .quarantine: return .quarantine
    case .reject: return .keepStanding(isStanding)
    case .keepBoth: return .keepBoth(isStanding)
    }
  }
}
