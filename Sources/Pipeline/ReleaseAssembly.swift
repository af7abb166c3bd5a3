import Core
import Deduplicate
import Emit
import Ingest

/// Puts together what is written: sources get their final numbers, findings and quarantine their order.
struct ReleaseAssembly {
  let plan: BuildPlan
  let plugins: Plugins
  let listing: Listing
  let units: [RecognizedUnits]
  let pipelineSHA256: String
  /// Unrecognized files larger than this are listed without their hash: checkpoints have gigabytes.
  static let hashLimit = 1 << 20

  /// - Parameters:
  ///   - inputs: what `inputFiles` gave.
  ///   - spaces: sources as files of the listing; no longer needed by the caller, so that nothing is copied.
  func assemble(
    _ reading: Reading, _ inputs: [SourceFile], _ settled: Deduplicator.Outcome, _ spaces: consuming [ReleasedSpace],
    rules: [RuleDefinition]
  ) -> BuildRecord {
    let numbers = sourceNumbers(inputs)
    renumber(&spaces, numbers)
    let released = spaces.reduce(0) { $0 + $1.runCount }
    let rejected = (reading.rejected + settled.conflicts).sorted { sortKey($0) < sortKey($1) }
    var looks = SecondLooks(
      listing: listing, units: units, keys: plan.configurationKeys, digest: plugins.digest)
    let quarantine = rejected.map { quarantined($0, reading, numbers, &looks) }
    var reasons: [RuleCode: Int] = [:]
    for run in rejected { if let reason = run.codes.first { reasons[reason, default: 0] += 1 } }
    let release = Release(
      name: plan.name, version: plan.version, metadata: plan.metadata, spaces: spaces,
      sources: numbers.isEmpty ? [] : inputs.filter { $0.use != .unrecognized },
      findings: Self.sorted(reading.findings), quarantine: quarantine)
    return BuildRecord(
      release: release, inputs: inputs,
      counts: RunCounts(
        read: reading.count, released: released,
        exactDuplicates: settled.exactDuplicates + reading.priorDuplicates, conflicts: settled.conflicts.count,
        quarantined: reading.rejected.count),
      reasons: reasons, tallies: reading.tallies, rules: rules, completeness: [], pipelineSHA256: pipelineSHA256,
      cellarVersion: plugins.cellarVersion, libraries: plugins.libraries)
  }

  /// A run that is kept out, with all that its sources say of it.
  private func quarantined(
    _ run: RejectedRun, _ reading: Reading, _ numbers: [Int], _ looks: inout SecondLooks
  ) -> QuarantinedRun {
    var evidence = run.evidence ?? reading.carried[run.sources[0]] ?? looks.evidence(at: run.sources[0])
    let record = evidence?.record ?? looks.record(at: run.sources[0])
    if let log = evidence?.reading.log, evidence?.log == nil, reading.files[log] == nil, log != run.sources[0].file {
      let text = looks.record(at: SourceReference(file: log, pointer: ""))
      if text != "null" { evidence?.log = text }
    }
    if var reading = evidence?.reading {
      // Copies of a run that conflicts with another have their sources here only.
      reading.sources = run.sources
      // What others show of the run is told along, so that its line repeats it without them.
      reading.problems += run.remarks.filter { !reading.problems.contains($0) }
      evidence?.reading = reading.renumbered { numbers[$0] }
    }
    return QuarantinedRun(
      space: run.space, encoding: run.encoding, task: run.task, seed: run.seed, codes: run.codes,
      sources: run.sources.map { renumbered($0, numbers) }, record: record, evidence: evidence)
  }

  /// Every file of the listing with its digest and its use.
  func inputFiles(_ reading: Reading) -> [SourceFile] {
    var uses = Array(repeating: SourceUse.unrecognized, count: listing.files.count)
    var parsers = Array(repeating: "", count: listing.files.count)
    for source in units {
      for unit in source.units {
        for file in unit.records { uses[file] = .records }
        for file in unit.logs { uses[file] = .log }
        for file in unit.files { parsers[file] = source.layout.parser }
      }
    }
    let ingestor = Ingestor(listing: listing, digest: plugins.digest)
    return listing.files.indices.map { index in
      if let known = reading.files[index] { return known }
      let file = listing.files[index]
      let isUnrecognized = uses[index] == .unrecognized
      let contents =
        isUnrecognized
        ? ingestor.contents(of: index, limit: Self.hashLimit) : reading.contents[index]
      let use = !isUnrecognized && contents == nil ? .unreadable : uses[index]
      return SourceFile(
        input: file.input, path: file.path, bytes: contents?.bytes ?? file.size, sha256: contents?.sha256 ?? "",
        use: use, parser: parsers[index])
    }
  }

  /// The number of each file of the listing among the sources of the release.
  private func sourceNumbers(_ inputs: [SourceFile]) -> [Int] {
    var next = 0
    return inputs.map { file in
      defer { if file.use != .unrecognized { next += 1 } }
      return next
    }
  }

  private func renumbered(_ source: SourceReference, _ numbers: [Int]) -> SourceReference {
    SourceReference(file: numbers[source.file], pointer: source.pointer)
  }

  private func renumber(_ spaces: inout [ReleasedSpace], _ numbers: [Int]) {
    for space in spaces.indices {
      for task in spaces[space].tasks.indices {
        for group in spaces[space].tasks[task].groups.indices {
          for run in spaces[space].tasks[task].groups[group].runs.indices {
            for source in spaces[space].tasks[task].groups[group].runs[run].sources.indices {
              let file = spaces[space].tasks[task].groups[group].runs[run].sources[source].file
              spaces[space].tasks[task].groups[group].runs[run].sources[source].file = numbers[file]
            }
          }
        }
      }
    }
  }

  private func sortKey(_ run: RejectedRun) -> SortKey {
    SortKey(path: listing.files[run.sources[0].file].releasePath, line: 0, rest: [run.sources[0].pointer])
  }

  /// Findings by path, line, pointer, code, space, task and message.
  static func sorted(_ findings: [Finding]) -> [Finding] { findings.sorted { sortKey($0) < sortKey($1) } }

  private static func sortKey(_ finding: Finding) -> SortKey {
    SortKey(
      path: finding.path, line: finding.line ?? 0,
      rest: [
        finding.pointer ?? "", finding.code.rawValue, finding.space?.rawValue ?? "", finding.task?.rawValue ?? "",
        finding.message,
      ])
  }

  /// Path, line and texts, compared in this order, bytewise.
  private struct SortKey: Comparable {
    let path: String
    let line: Int
    let rest: [String]

    static func < (left: SortKey, right: SortKey) -> Bool {
      if left.path != right.path { return left.path.precedesBytewise(right.path) }
      if left.line != right.line { return left.line < right.line }
      for (one, other) in zip(left.rest, right.rest) where one != other { return one.precedesBytewise(other) }
      return false
    }
  }
}
