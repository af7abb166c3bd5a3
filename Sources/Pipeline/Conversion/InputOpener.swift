import Bytes
public import Core
import Deduplicate
import Derive
import Dispatch
import Ingest
import Validate

/// Reads any readable input into one release: what `convert`, `inspect` and `diff` begin with.
///
/// The same stages as a build, with the rules switched off that do not say what a run is: a conversion keeps values as
/// they are published, strange ones too.
public struct InputOpener {
  private let plugins: Plugins
  private let monitor: BuildMonitor

  public init(plugins: Plugins, monitor: BuildMonitor) {
    self.plugins = plugins
    self.monitor = monitor
  }

  /// Bytes from which on a file is worth another thread.
  private static let largeFile = 16 << 20
  /// The largest space whose architectures are described ahead: all of them are likely to be in a large file.
  private static let describedArchitectures = 20_000

  /// How an input is to be read.
  public struct Options: Sendable {
    /// The pipeline whose sources and tasks apply; nil to find it by content.
    public var pipeline: PipelineFile?
    public var selection: RunSelection
    /// Threads, at least 1.
    public var jobs: Int

    public init(pipeline: PipelineFile? = nil, selection: RunSelection = RunSelection(), jobs: Int = 1) {
      self.pipeline = pipeline
      self.selection = selection
      self.jobs = jobs
    }
  }

  /// Reads the file or directory at `path`.
  /// - Throws: `BuildError.input` where it is missing, unreadable or refused, `.nothingRecognized` where nothing knows
  ///   it, `.nothingUsable` where none of its runs is whole, `PipelineError`, `Interruption`.
  public func open(_ path: String, _ options: Options) throws -> OpenedInput {
    monitor.begin(.listing)
    let source = try InputRecognition(plugins: plugins).recognize(path, options)
    let catalogue = ArchitectureCatalogue(spaces: source.plan.spaces)
    if let complaint = options.selection.unknown(in: source.plan, catalogue) { throw BuildError.input(complaint) }
    let request = BuildRequest(inputs: [], output: "", jobs: options.jobs, cache: nil, recheck: false)
    // One large file is parsed on one thread: another may meanwhile look at the architectures that will be in it.
    if options.jobs > 1, source.units.count == 1, source.units[0].units.count == 1,
      source.units[0].units[0].files.reduce(0, { $0 + source.listing.files[$1].size }) >= Self.largeFile
    {
      DispatchQueue(label: "describing").async { catalogue.describeAll(limit: Self.describedArchitectures) }
    }
    defer { catalogue.endDescribing() }
    var reading = try ReadingStep(
      plan: source.plan, plugins: plugins, catalogue: catalogue, monitor: monitor
    ).read(source.listing, source.units, request)
    monitor.begin(.deriving)
    reading.total = reading.count
    var settled = Settling(plan: source.plan, plugins: plugins, rule: RuleCatalogue.duplicates).settle(
      taking: &reading, source.listing, source.units)
    guard !settled.unique.isEmpty else {
      let reason = Self.emptiness(of: path, reading, conflicts: settled.conflicts.count)
      // What is damaged everywhere is refused; what was read, and is not what a benchmark allows, is sound all the same.
      let isUnread = !reading.rejected.isEmpty && reading.rejected.allSatisfy { $0.codes == ["READ-02"] }
      throw isUnread ? BuildError.input(reason) : BuildError.nothingUsable(reason)
    }
    let released = settled.unique.count
    var runs = options.selection.narrowed(settled.unique, source.plan, catalogue)
    settled.unique = []
    guard !runs.isEmpty else { throw BuildError.input("\(path): no run is left of \(released)") }
    let plan = options.selection.narrowed(source.plan)
    var spaces = try Deriver(plan: plan, catalogue: catalogue).spaces(of: runs)
    runs = []
    let sources = SourceTable(listing: source.listing, reading: reading, units: source.units).number(&spaces)
    try monitor.checkInterruption()
    return OpenedInput(
      format: source.format,
      release: Release(
        name: plan.name, version: plan.version, metadata: plan.metadata, spaces: spaces, sources: sources,
        findings: [], quarantine: []),
      counts: RunCounts(
        read: reading.count, released: released, exactDuplicates: settled.exactDuplicates,
        conflicts: settled.conflicts.count, quarantined: reading.rejected.count),
      complaints: reading.findings.filter { $0.severity == .error } + settled.findings)
  }

  /// Why nothing is left, with the first reason.
  private static func emptiness(of path: String, _ reading: Reading, conflicts: Int) -> String {
    guard let first = reading.findings.first(where: { $0.severity == .error }) else {
      if conflicts == 0 { return "\(path): no run in it" }
      return "\(path): all of \(reading.count) runs are in conflict: others of the same identity hold other values; "
        + "give a part of it, or one file"
    }
    // In a directory the file says more than the place in it.
    let file = FileSystem.isDirectory(FileSystem.resolved(path)) ? first.path : nil
    let place = [file, first.line.map { "line \($0)" }, first.pointer].compactMap(\.self).joined(separator: ", ")
    let expected = first.expected.map { "; expected \($0)" } ?? ""
    return "\(path)\(place.isEmpty ? "" : " (\(place))"): \(first.message)\(expected)"
      + (reading.rejected.count > 1 ? " (and \(reading.rejected.count - 1) more runs that cannot be read)" : "")
  }
}

/// An input as a release.
public struct OpenedInput: Sendable {
  /// What the input is, for people.
  public var format: String
  public var release: Release
  public var counts: RunCounts
  /// Why runs were left out.
  public var complaints: [Finding]
}
