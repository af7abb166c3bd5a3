import Bytes
import Core
import Emit
import Ingest
import Validate

/// Reads inputs of any kind with the rules of one plan.
struct PartReader {
  let plugins: Plugins
  let monitor: BuildMonitor
  let plan: BuildPlan
  /// The pipeline with its sources; nil where there is none, so that logs cannot be read.
  let resolved: ResolvedPlan?
  let catalogue: ArchitectureCatalogue
  let request: BuildRequest

  /// Reads a file or directory.
  /// - Throws: `BuildError`, `PipelineError`, `Interruption`.
  func read(_ input: BuildRequest.Input) throws -> ReadPart {
    guard FileSystem.isDirectory(FileSystem.resolved(input.directory)) else { return try readFile(input) }
    if let artifact = try InputRecognition.artifact(inReleaseAt: input.directory) {
      return try readFile(BuildRequest.Input(label: input.label, directory: artifact))
    }
    let listing = try InputLister(
      output: FileSystem.resolved(input.directory) + "/.none", cache: nil, jobs: request.jobs,
      fileNames: resolved?.fileNames ?? []
    ).list([input])
    guard let part = try readLogs(listing, format: "directory of logs") else {
      throw BuildError.nothingRecognized(
        "none of \(listing.files.count) files below \(input.directory) is known"
          + (resolved.map { " to '\($0.plan.name)'" } ?? " to a pipeline; give one with '--pipeline'"))
    }
    return part
  }

  /// Files that the sources of the pipeline take; nil where there are none.
  private func readLogs(_ listing: Listing, format: String) throws -> ReadPart? {
    guard let units = resolved?.units(in: listing), units.contains(where: { !$0.units.isEmpty }) else { return nil }
    return ReadPart(listing: listing, units: units, reading: try step.read(listing, units, request), format: format)
  }

  private var step: ReadingStep {
    ReadingStep(plan: plan, plugins: plugins, catalogue: catalogue, monitor: monitor)
  }

  private func readFile(_ input: BuildRequest.Input) throws -> ReadPart {
    let listing = try Self.listing(of: input)
    guard let file = try InputRecognition(plugins: plugins).file(input.directory, listing) else {
      if let part = try readLogs(listing, format: "log") { return part }
      throw InputRecognition(plugins: plugins).unknown(input.directory)
    }
    if let layout = file.layout as? any CarryingLayout, !layout.carried.isEmpty {
      return try read(layout.carried, listing, format: file.format)
    }
    if let surroundings = file.surroundings { return try read(input, file, surroundings) }
    let units = RecognizedUnits(
      layout: AlignedLayout(file.layout, plan: plan), options: InputRecognition.noOptions,
      units: [SourceUnit(records: [0], logs: [])])
    var reading = try step.read(listing, [units], request)
    if reading.contents[0] == nil { reading.contents[0] = try contents(of: listing) }
    return ReadPart(listing: listing, units: [units], reading: reading, format: file.format)
  }

  /// A log with what lies around it, by the sources of the pipeline if they take it.
  private func read(
    _ input: BuildRequest.Input, _ file: RecognizedFile, _ surroundings: RecognizedFile.Surroundings
  ) throws -> ReadPart {
    let (listing, unit) = try InputRecognition(plugins: plugins).tree(
      around: input.directory, file.layout, surroundings, label: input.label)
    if let part = try readLogs(listing, format: file.format) { return part }
    let units = RecognizedUnits(
      layout: AlignedLayout(file.layout, plan: plan), options: InputRecognition.noOptions, units: [unit])
    return ReadPart(
      listing: listing, units: [units], reading: try step.read(listing, [units], request), format: file.format)
  }

  /// A release that holds no run.
  func readNothing(_ known: [SourceFile]) -> ReadPart {
    let originals = OriginalSources(known: known)
    var reading = Reading()
    reading.contents = Array(repeating: nil, count: originals.listing.files.count)
    reading.files = originals.files
    return ReadPart(listing: originals.listing, units: [], reading: reading, format: "release without a run")
  }

  /// The runs of an artifact where they stood when it was built; nil where a run does not tell.
  /// - Parameter known: files of the release.
  func readOriginals(_ input: BuildRequest.Input, known: [SourceFile]) throws -> ReadPart? {
    let listing = try Self.listing(of: input)
    guard let file = try InputRecognition(plugins: plugins).file(input.directory, listing),
      !(file.layout is any CarryingLayout)
    else { return nil }
    monitor.begin(.reading)
    let runs = try Ingestor(listing: listing, digest: plugins.digest).read(
      [SourceUnit(records: [0], logs: [])], layout: AlignedLayout(file.layout, plan: plan), configuration: [], jobs: 1,
      monitor: monitor, cached: { _ in nil }, transform: { _, reading, _ in reading.runs }
    ).flatMap { $0 }
    guard let originals = OriginalSources(runs, known: known) else { return nil }
    let unit = SourceUnit(records: [0], logs: [])
    let units = RecognizedUnits(
      layout: LoadedRuns(runs: originals.runs, plan: plan), options: InputRecognition.noOptions, units: [unit])
    var reading = try step.read(originals.listing, [units], request)
    reading.files = originals.files
    // Should one of them come to contradict a contribution, this is all that is known of it.
    for run in originals.runs {
      guard let source = run.sources.first else { continue }
      reading.carried[source] = Evidence(run, units.layout, id: file.layout.id)
    }
    return ReadPart(listing: originals.listing, units: [], reading: reading, format: file.format)
  }

  static func listing(of input: BuildRequest.Input) throws(BuildError) -> Listing {
    let path = input.directory
    let size: Int
    do throws(SystemError) { size = try FileSystem.size(of: path) } catch { throw .input("\(path): \(error.message)") }
    return Listing(
      files: [
        ListedFile(
          input: input.label, path: FileSystem.lastComponent(of: path), location: Array(path.utf8), size: size,
          modified: 0, inode: 0, isRegular: true)
      ], unreadable: [])
  }

  /// Runs that a file tells with all that their own sources said.
  func read(_ runs: [CarriedRun], _ own: Listing, format: String) throws -> ReadPart {
    let carried = CarriedListing(runs, telling: own, plan: plan, layouts: plugins.layouts)
    let layouts = Set(runs.map(\.evidence.layout))
    let layout = LoadedRuns(
      runs: carried.runs, plan: plan,
      pointing: layouts.count == 1 ? plugins.layouts.first { $0.id == layouts.first } : nil)
    let units = RecognizedUnits(
      layout: layout, options: InputRecognition.noOptions,
      units: [SourceUnit(records: [carried.tellingFile], logs: [])])
    var reading = try step.read(carried.listing, [units], request)
    reading.files = carried.files
    reading.carried = carried.evidence
    for index in reading.rejected.indices {
      if let source = reading.rejected[index].sources.first, let evidence = carried.evidence[source] {
        reading.rejected[index].evidence = evidence
      }
    }
    let contents = try contents(of: own)
    reading.files[carried.tellingFile] = SourceFile(
      input: own.files[0].input, path: own.files[0].path, bytes: contents.bytes, sha256: contents.sha256, use: .records,
      parser: "cellar-quarantine/1")
    return ReadPart(
      listing: carried.listing, units: [], reading: reading, format: format,
      repeating: carried.isTellingSource ? [] : [carried.tellingFile], repaired: carried.repaired)
  }

  private func contents(of listing: Listing) throws -> FileContents {
    let path = String(decoding: listing.files[0].location, as: UTF8.self)
    do {
      let digest = try plugins.fileDigest(path)
      return FileContents(sha256: digest.sha256, bytes: digest.bytes)
    } catch {
      throw BuildError.input("\(path): \(error)")
    }
  }
}

/// Gives runs that were read before.
struct LoadedRuns: Sendable, SourceLayout {
  let id = "loaded"
  let parser = "loaded"
  let tasks: [TaskSchema]
  let seedless = SeedlessRecords.unknown
  let budgetKey: String
  let keepsReadings = false
  private let runs: [RawRun]
  /// The layout that points at values, nil where the runs come from several or none.
  private let pointing: (any SourceLayout)?

  init(runs: [RawRun], plan: BuildPlan, pointing: (any SourceLayout)? = nil) {
    self.pointing = pointing
    budgetKey = pointing?.budgetKey ?? "budget"
    self.runs = runs
    tasks = plan.tasks.map(\.schema)
  }

  func pointer(to metric: MetricDefinition?, atEpoch epoch: Int?, ofRecord record: String) -> String? {
    pointing?.pointer(to: metric, atEpoch: epoch, ofRecord: record)
  }

  func makeReader(configuration keys: [String]) -> any SourceReader { Reader(runs: runs) }

  private struct Reader: SourceReader {
    let runs: [RawRun]
    mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] { runs }
  }
}
