import Bytes
public import Core
import Deduplicate
import Derive
import Emit
import Ingest
import Synchronization
import Validate

/// One build: the five stages in order.
public struct BuildRun {
  private let file: PipelineFile
  private let pipelineSHA256: String
  private let plugins: Plugins
  let resolved: ResolvedPlan
  private let monitor: BuildMonitor

  /// - Parameter text: the pipeline file as it was read, whose hash stands in the manifest.
  /// - Throws: `PipelineError` where the pipeline names what there is not.
  public init(_ file: PipelineFile, text: [UInt8], plugins: Plugins, monitor: BuildMonitor) throws(PipelineError) {
    self.file = file
    pipelineSHA256 = text.withBytes { plugins.digest($0) }
    self.plugins = plugins
    resolved = try PlanResolver(file: file, plugins: plugins).resolve()
    self.monitor = monitor
  }

  /// What the last build of a process holds to its end.
  private static let kept = Mutex<(BuildRecord, Reading, Deduplicator.Outcome)?>(nil)

  /// The rules that a pipeline file may name.
  public static let rules = RuleCatalogue.all

  /// Builds the release.
  /// - Parameter token: makes the name of the temporary directory unique.
  /// - Throws: `BuildError`, `OutputError`, `Interruption`.
  public func run(_ request: BuildRequest, token: String) throws -> BuildReport {
    monitor.begin(.listing)
    try changesSince(request)?.check(jobs: request.jobs)
    let listing = try InputLister(
      output: FileSystem.resolved(request.output), cache: request.cache.map(FileSystem.resolved), jobs: request.jobs,
      fileNames: resolved.fileNames
    ).list(request.inputs)
    let units = try recognize(listing)
    let directory = try ReleaseDirectory(output: request.output, token: token)
    let report: BuildReport
    do {
      report = try make(listing, units, request, directory.temporary)
      monitor.begin(.verifying)
      try monitor.checkInterruption()
    } catch {
      directory.discard()
      throw error
    }
    try directory.commit()
    monitor.begin(.done)
    return report
  }

  private func make(
    _ listing: Listing, _ units: [RecognizedUnits], _ request: BuildRequest, _ temporary: String
  ) throws -> BuildReport {
    let catalogue = ArchitectureCatalogue(spaces: resolved.plan.spaces)
    let reading = try ReadingStep(
      plan: resolved.plan, plugins: plugins, catalogue: catalogue, monitor: monitor
    ).read(listing, units, request)
    let settling = Settling(plan: resolved.plan, plugins: plugins, rule: inForce(RuleCatalogue.duplicates))
    return try finish(reading, listing, units, catalogue, settling, request, temporary)
  }

  /// Makes a release of what was read: stages three to five.
  func finish(
    _ reading: Reading, _ listing: Listing, _ units: [RecognizedUnits], _ catalogue: ArchitectureCatalogue,
    _ settling: Settling, _ request: BuildRequest, _ temporary: String
  ) throws -> BuildReport {
    var reading = reading
    monitor.begin(.deriving)
    let assembly = ReleaseAssembly(
      plan: resolved.plan, plugins: plugins, listing: listing, units: units, pipelineSHA256: pipelineSHA256)
    let step = CollectionStep(plan: resolved.plan, catalogue: catalogue, settling: settling)
    let deriver = Deriver(plan: resolved.plan, catalogue: catalogue)
    let (inputs, (settled, spaces)) = try sideBySide { [reading] in
      assembly.inputFiles(reading)
    } and: {
      let settled = step.settle(&reading, listing, units)
      return (settled, try deriver.spaces(of: settled.unique))
    }
    let completeness = Completeness(plan: resolved.plan).report(on: spaces, rule: inForce(RuleCatalogue.completeness))
    reading.findings += completeness.findings
    reading.tallies[RuleCatalogue.completeness.code, default: RuleTally()] += completeness.tally
    var record = assembly.assemble(
      reading, inputs, settled, consume spaces, rules: RuleCatalogue.all.map(inForce))
    record.completeness = completeness.spaces
    if file.emit.contains(where: PipelineFile.usesStatistics.contains) {
      record.release.statistics = StatisticsDeriver().statistics(of: record.release.spaces)
    }
    record.card = file.card
    record.authors = file.authors
    record.changes = try changesSince(request)?.changes(to: record.release, jobs: request.jobs)
    guard record.counts.addUp else { throw BuildError.countsDoNotAddUp(record.counts) }
    try monitor.checkInterruption()
    let emitter = Emitter(
      writers: resolved.writers, gzip: plugins.gzip, digest: plugins.fileDigest, runningDigest: plugins.runningDigest,
      jobs: request.jobs, packager: resolved.packager)
    try emitter.emit(record, into: temporary, monitor: monitor)
    // A command ends after its build: giving back a million small pieces one by one takes longer than ending.
    if request.endsProcess { Self.kept.withLock { $0 = (record, reading, settled) } }
    let isIncomplete =
      resolved.plan.runsPerArchitecture != nil
      && completeness.spaces.contains { $0.tasks.contains { $0.have < $0.want } }
    return BuildReport(
      counts: record.counts, findings: record.release.findings, rules: record.rules, tallies: record.tallies,
      completeness: record.completeness, isIncomplete: isIncomplete, files: record.inputs.count,
      unrecognized: record.inputs.count { $0.use == .unrecognized },
      bytes: record.inputs.reduce(0) { $0 + $1.bytes }, cachedUnits: reading.cachedUnits,
      units: units.reduce(0) { $0 + $1.units.count })
  }

  private func changesSince(_ request: BuildRequest) -> ChangesSince? {
    request.previous.map { ChangesSince(previous: $0, plugins: plugins, monitor: monitor) }
  }

  /// The units of each source of the pipeline.
  private func recognize(_ listing: Listing) throws(BuildError) -> [RecognizedUnits] {
    let recognized = resolved.units(in: listing)
    if recognized.allSatisfy(\.units.isEmpty) {
      let patterns = resolved.sources.map { "'\($0.include)'" }.joined(separator: ", ")
      throw .nothingRecognized(
        "none of \(listing.files.count) files below the input is known to '\(file.name)' (looked for \(patterns))")
    }
    return recognized
  }

  /// A rule with the severity that the pipeline gives it.
  func inForce(_ rule: RuleDefinition) -> RuleDefinition { resolved.plan.rules.inForce(rule) }
}

/// The units of one source of a pipeline.
struct RecognizedUnits {
  let layout: any SourceLayout
  let options: LayoutOption
  let units: [SourceUnit]
}

extension RuleSettings {
  /// A rule with the severity that a pipeline gives it.
  func inForce(_ rule: RuleDefinition) -> RuleDefinition {
    var rule = rule
    rule.severity = severity(of: rule)
    return rule
  }
}
