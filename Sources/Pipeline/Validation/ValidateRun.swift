import Bytes
public import Core
import Deduplicate
import Derive
import Ingest
import Validate

/// One validation: inputs of any kind, judged by every rule of a pipeline, and compared with a release.
public struct ValidateRun {
  private let plugins: Plugins
  private let monitor: BuildMonitor

  public init(plugins: Plugins, monitor: BuildMonitor) {
    self.plugins = plugins
    self.monitor = monitor
  }

  /// What the user asked of a validation.
  public struct Request: Sendable {
    /// Files and directories, each with the label under which findings name it.
    public var inputs: [BuildRequest.Input]
    /// Nil for the one that the release names, or that fits.
    public var pipeline: PipelineFile?
    /// A release with which the runs are compared: a directory or an artifact.
    public var against: String?
    /// Threads, at least 1.
    public var jobs: Int

    public init(inputs: [BuildRequest.Input], pipeline: PipelineFile?, against: String?, jobs: Int) {
      self.inputs = inputs
      self.pipeline = pipeline
      self.against = against
      self.jobs = jobs
    }
  }

  /// Judges the runs of the inputs.
  /// - Throws: `BuildError` where an input is missing, refused or not recognized, `PipelineError`, `Interruption`.
  public func validate(_ request: Request) throws -> ValidationReport {
    monitor.begin(.listing)
    let choice = try PipelineChoice(
      request.pipeline, release: request.against, inputs: request.inputs, plugins: plugins, jobs: request.jobs)
    let catalogue = ArchitectureCatalogue(spaces: choice.plan.spaces)
    let reading = BuildRequest(inputs: [], output: "", jobs: request.jobs, cache: nil, recheck: false)
    let reader = PartReader(
      plugins: plugins, monitor: monitor, plan: choice.plan, resolved: choice.resolved, catalogue: catalogue,
      request: reading)
    var parts: [ReadPart] = []
    for input in request.inputs { parts.append(try reader.read(input)) }
    try monitor.checkInterruption()
    monitor.begin(.deriving)
    let combined = try CombinedParts(parts, digest: plugins.digest)
    let isUnread = combined.reading.valid.isEmpty && combined.reading.rejected.allSatisfy { $0.codes == ["READ-02"] }
    let isOfAnother = combined.reading.valid.isEmpty && combined.reading.rejected.allSatisfy { $0.encoding == nil }
    if choice.isGuess, isUnread || isOfAnother, let name = choice.pipeline?.name,
      let first = combined.reading.findings.first
    {
      for input in request.inputs {
        if let fault = plugins.fault(input.directory) { throw BuildError.input("\(input.directory): \(fault)") }
      }
      throw BuildError.nothingUsable(
        "\(first.path): not a file of '\(name)', the pipeline whose files look most alike (\(first.message)); give the "
          + "pipeline that describes it with '--pipeline'")
    }
    let standing = try request.against.map { try self.standing($0, choice, catalogue, reading) }
    var report = try judge(combined, beside: standing, choice, catalogue)
    // A quarantine was read, whatever became of the runs in it.
    report.isRefused =
      isUnread && !request.inputs.contains { FileSystem.isDirectory($0.directory) }
      && parts.contains { !$0.units.isEmpty }
    report.unrecognized = combined.unread
    report.formats = zip(request.inputs, parts).map { ($0, $1.format) }.map { Attribute($0.directory, $1) }
    if let release = request.against, let standing {
      let comparison = ReleaseComparison(
        combined, with: standing, at: release, plan: choice.plan, catalogue: catalogue)
      report.findings += comparison.findings
      report.tallies[RuleCatalogue.duplicates.code, default: RuleTally()].findings += comparison.findings.count
      report.comparison = comparison
    }
    report.findings = ReleaseAssembly.sorted(report.findings)
    monitor.begin(.done)
    return report
  }

  private func judge(
    _ combined: CombinedParts, beside standing: ReadPart?, _ choice: PipelineChoice, _ catalogue: ArchitectureCatalogue
  ) throws -> ValidationReport {
    let plan = choice.plan
    var reading = combined.reading
    let settling = Settling(
      plan: plan, plugins: plugins, rule: plan.rules.inForce(RuleCatalogue.duplicates),
      seedless: choice.resolved?.sources.first?.layout.seedless)
    let settled = CollectionStep(plan: plan, catalogue: catalogue, settling: settling).settle(
      &reading, combined.listing, combined.units, beside: standing)
    var completeness = Completeness.Report()
    if plan.runsPerArchitecture != nil {
      completeness = Completeness(plan: plan).report(
        on: try Deriver(plan: plan, catalogue: catalogue).spaces(of: settled.unique),
        rule: plan.rules.inForce(RuleCatalogue.completeness))
    } else {
      completeness.tally.notApplicable = 1
      completeness.tally.reasons = ["the pipeline asks for no completeness"]
    }
    reading.findings += completeness.findings
    reading.tallies[RuleCatalogue.completeness.code, default: RuleTally()] += completeness.tally
    return ValidationReport(
      pipeline: choice.pipeline?.name, reason: choice.reason,
      counts: RunCounts(
        read: reading.count, released: settled.unique.count, exactDuplicates: settled.exactDuplicates,
        conflicts: settled.conflicts.count, quarantined: reading.rejected.count),
      rules: RuleCatalogue.all.map(plan.rules.inForce), tallies: reading.tallies, findings: reading.findings)
  }

  /// The runs of a release, which passed when it was built.
  private func standing(
    _ release: String, _ choice: PipelineChoice, _ catalogue: ArchitectureCatalogue, _ request: BuildRequest
  ) throws -> ReadPart {
    var plan = choice.plan
    plan.rules = RuleSettings(severities: Dictionary(uniqueKeysWithValues: RuleCatalogue.all.map { ($0.code, nil) }))
    let reader = PartReader(
      plugins: plugins, monitor: monitor, plan: plan, resolved: choice.resolved, catalogue: catalogue, request: request)
    var path = release
    if FileSystem.isDirectory(FileSystem.resolved(release)) {
      guard let artifact = try InputRecognition.artifact(inReleaseAt: release) else {
        throw BuildError.input("\(release): no release; expected a directory with a manifest and an artifact")
      }
      path = artifact
    }
    return try reader.read(BuildRequest.Input(label: "release", directory: path))
  }
}
