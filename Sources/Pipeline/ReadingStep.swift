import Bytes
import Core
import Dispatch
import Emit
import Ingest
import Synchronization
import Validate

/// What the first two stages found out.
struct Reading: Sendable {
  var valid: [ValidRun] = []
  var rejected: [RejectedRun] = []
  var findings: [Finding] = []
  var tallies: [RuleCode: RuleTally] = [:]
  /// By index of the file in the listing; nil for what was not read.
  var contents: [FileContents?] = []
  var cachedUnits = 0
  /// Files that are not at hand and were read by an earlier build, by index in the listing.
  var files: [Int: SourceFile] = [:]
  /// What files that are not at hand say of runs, by their first source.
  var carried: [SourceReference: Evidence] = [:]
  /// Exact duplicates that earlier builds found among runs of which one stands here.
  var priorDuplicates = 0
  /// The runs that were read, once some of them have been settled.
  var total: Int?
  /// The runs that were read, whatever has become of them.
  var count: Int { total ?? valid.count + rejected.count + priorDuplicates }
}

/// Reads and validates: stages one and two, unit by unit, on all cores.
struct ReadingStep {
  let plan: BuildPlan
  let plugins: Plugins
  let catalogue: ArchitectureCatalogue
  let monitor: BuildMonitor

  func read(_ listing: Listing, _ sources: [RecognizedUnits], _ request: BuildRequest) throws -> Reading {
    let total = sources.reduce(0) { $0 + $1.units.count }
    monitor.begin(.reading, units: total)
    let keys = plan.configurationKeys
    var reading = Reading()
    reading.contents = Array(repeating: nil, count: listing.files.count)
    for source in sources {
      let cache = ReadingCache(
        request, listing: listing, layout: source.layout, options: source.options, keys: keys, digest: plugins.digest)
      let collector = cache.collector()
      let validator = RunValidator(
        plan: plan, catalogue: catalogue, budgetKey: source.layout.budgetKey,
        pointer: { [layout = source.layout] metric, epoch, record in
          layout.pointer(to: metric, atEpoch: epoch, ofRecord: record)
        })
      let tallies = Mutex(RuleCatalogue.all.map { _ in RuleTally() })
      var readings = try Ingestor(
        listing: listing, digest: plugins.digest, fileContents: fileContents,
        keepsOpaqueObjects: plugins.keepsOpaqueObjects
      ).read(
        source.units, layout: source.layout, configuration: keys, jobs: request.jobs, monitor: monitor,
        inPieces: collector == nil, cached: { cache.reading(of: source.units[$0]) },
        transform: { index, unit, isNew in
          if let collector { cache.keep(source.units[index], unit, isNew: isNew, in: collector) }
          return judge(unit, isNew, validator, listing, source.layout, tallies)
        })
      let runs = readings.reduce(0) { $0 + $1.pieces.reduce(0) { $0 + $1.verdicts.count } }
      reading.valid.reserveCapacity(reading.valid.count + runs)
      for index in readings.indices {
        merge(readings[index], into: &reading)
        // Given back piece by piece: both lists at once would be twice the runs of a large file.
        readings[index] = UnitResult(pieces: [], contents: [:], isNew: true)
      }
      for (rule, tally) in zip(RuleCatalogue.all, tallies.withLock { $0 }) {
        reading.tallies[rule.code, default: RuleTally()] += tally
      }
      if let collector { cache.store(collector) }
    }
    for directory in listing.unreadable {
      reading.findings.append(
        Finding(
          "READ-01", .error, path: directory.releasePath, message: "the directory cannot be read: \(directory.reason)",
          expected: "a readable directory", hint: "give read permission; what lies in it is not part of the release"))
      reading.tallies["READ-01", default: RuleTally()].findings += 1
    }
    return reading
  }

  /// Size and digest of a file that its reader opens itself.
  private var fileContents: FileContents.Reading {
    { [plugins] (path) throws(FileError) in
      do {
        let file = try plugins.fileDigest(String(decoding: path, as: UTF8.self))
        return FileContents(sha256: file.sha256, bytes: file.bytes)
      } catch {
        throw FileError(path: path, operation: .read, reason: .system((error as? SystemError)?.code ?? 5))
      }
    }
  }

  private struct UnitResult: Sendable {
    var pieces: [Judgements]
    var contents: [Int: FileContents]
    var isNew: Bool
  }

  private func judge(
    _ unit: Ingestor.UnitReading, _ isNew: Bool, _ validator: RunValidator, _ listing: Listing,
    _ layout: any SourceLayout, _ tallies: borrowing Mutex<[RuleTally]>
  ) -> UnitResult {
    UnitResult(
      pieces: judgements(of: unit.runs, validator, listing, layout, tallies), contents: unit.contents, isNew: isNew)
  }

  /// What became of some runs of a unit.
  private struct Judgements: Sendable {
    var verdicts: [RunValidator.Verdict] = []
    var findings: [Finding] = []

    /// - Parameter tallies: by the rank of the rule.
    init(
      on runs: ArraySlice<RawRun>, _ validator: RunValidator, _ listing: Listing, _ layout: any SourceLayout,
      _ tallies: borrowing Mutex<[RuleTally]>
    ) {
      verdicts.reserveCapacity(runs.count)
      var outcomes: [[RuleOutcome]] = []
      outcomes.reserveCapacity(runs.count)
      for index in runs.indices {
        let judgement = validator.judge(runs[index]) { listing.files[$0].releasePath }
        outcomes.append(judgement.outcomes)
        verdicts.append(judgement.verdict.withEvidence(of: runs[index], layout))
        findings += judgement.findings
      }
      tallies.withLock { tallies in
        for outcomes in outcomes {
          for (rank, outcome) in outcomes.enumerated() { tallies[rank].count(outcome) }
        }
      }
    }
  }

  /// Runs of one unit from which on it is judged on several threads.
  private static let manyRuns = 256

  /// The judgements on `runs`, in their order and in pieces; those of a file with many runs are made side by side.
  private func judgements(
    of runs: [RawRun], _ validator: RunValidator, _ listing: Listing, _ layout: any SourceLayout,
    _ tallies: borrowing Mutex<[RuleTally]>
  ) -> [Judgements] {
    let (count, size) = (runs.count, Self.manyRuns)
    guard count >= size else { return [Judgements(on: runs[...], validator, listing, layout, tallies)] }
    let pieces = Mutex([Judgements?](repeating: nil, count: (count + size - 1) / size))
    DispatchQueue.concurrentPerform(iterations: (count + size - 1) / size) { piece in
      let part = runs[piece * size..<min(count, (piece + 1) * size)]
      let judged = Judgements(on: part, validator, listing, layout, tallies)
      pieces.withLock { $0[piece] = judged }
    }
    return pieces.withLock { $0 }.compactMap { $0 }
  }

  private func merge(_ unit: UnitResult, into reading: inout Reading) {
    for piece in unit.pieces {
      for verdict in piece.verdicts {
        switch verdict {
        case .valid(let run): reading.valid.append(run)
        case .rejected(let run): reading.rejected.append(run)
        }
      }
      reading.findings += piece.findings
    }
    for (file, contents) in unit.contents { reading.contents[file] = contents }
    if !unit.isNew { reading.cachedUnits += 1 }
  }
}

extension BuildPlan {
  /// The configuration keys that the references name, sorted bytewise.
  var configurationKeys: [String] {
    Set(tasks.flatMap { $0.reference.map(\.key) }).sorted { $0.precedesBytewise($1) }
  }
}
