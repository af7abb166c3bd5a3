import Bytes
public import Core
import Dispatch
import Emit
import JSON
import Synchronization

/// Checks a release directory: every checksum, every file, every count, and that the artifacts hold the same values.
public struct ReleaseVerifier: Sendable {
  let plugins: Plugins
  let monitor: BuildMonitor
  private let jobs: Int
  /// Where files are written anew to be compared; created, and gone afterwards.
  private let scratch: String
  private let background: Background

  /// Runs something on another thread, best on one that gives way to others.
  public typealias Background = @Sendable (@escaping @Sendable () -> Void) -> Void

  /// - Parameter scratch: A directory that does not exist yet.
  public init(
    plugins: Plugins, monitor: BuildMonitor, jobs: Int, scratch: String, background: @escaping Background
  ) {
    self.plugins = plugins
    self.monitor = monitor
    self.jobs = jobs
    self.scratch = scratch
    self.background = background
  }

  /// What was checked, and what is wrong.
  public struct Report: Sendable, Hashable {
    public var files = 0
    public var bytes = 0
    /// Comparisons of a file with another: what was compared, and how many runs were equal.
    public var comparisons: [String] = []
    public var problems: [Problem] = []
  }

  /// Something that is not as it ought to be.
  public struct Problem: Sendable, Hashable {
    /// Below the release directory.
    public var file: String
    public var found: String
    public var expected: String
  }

  /// - Parameter isQuick: Whether no artifact is compared with another.
  /// - Throws: `BuildError.nothingRecognized` for what is no release, `Interruption`.
  /// - Complexity: O(bytes); with comparisons memory in proportion to all artifacts as values.
  public func verify(_ path: String, isQuick: Bool) throws -> Report {
    let listing = try ReleaseListing(path)
    monitor.begin(.listing)
    if isQuick { return try checkFiles(listing).report }
    // Beside everything else, since nothing waits for checksums.
    let files = Later(on: background) { [self] in
      Result { try checkFiles(listing, isBeside: true) }
    }
    var found = Report()
    try compare(listing, files, &found)
    var report = try files.value().get().report
    report.problems += found.problems
    report.comparisons += found.comparisons
    return report
  }

  private func compare(_ listing: ReleaseListing, _ files: Later<Result<FileCheck, any Error>>, _ report: inout Report)
    throws
  {
    defer { _ = files.value() }
    let reference = try reference(listing, &report)
    if let reference { try compare(reference, listing, files, &report) }
    try compareRecords(reference?.release, reference?.name, listing, try files.value().get().records, &report)
  }

  /// Every artifact against `reference`.
  private func compare(
    _ reference: Reference, _ listing: ReleaseListing, _ files: Later<Result<FileCheck, any Error>>,
    _ report: inout Report
  ) throws {
    defer { try? FileSystem.remove(scratch) }
    var reference = reference
    let names = Self.artifacts(listing)
    // JSON lines do not tell units and directions.
    let statistics = Later { [self, reference] in
      reference.name.hasSuffix(Self.linesSuffix)
        ? Report() : checkStatistics(reference.release, reference.name, Self.database(names), listing)
    }
    try compareBytes(&reference, listing)
    note(reference.differences, reference.name, "as its own runs give it", &report)
    for name in names.drop(while: { $0 != reference.name }).dropFirst() {
      try monitor.checkInterruption()
      let isSame = reference.written.contains(name)
      if try compare(name, areSame: isSame, reference, listing, &report), !isSame {
        examine(name, reference, listing, &report)
      }
    }
    if reference.name.hasSuffix(Self.linesSuffix) {
      for name in listing.present where Self.derivedSuffixes.contains(where: name.hasSuffix) {
        report.comparisons.append("\(name): its checksum alone, since JSON lines do not tell units and directions")
      }
      return
    }
    try rewrite(reference, listing, files, &report)
    report.problems += statistics.value().problems
    report.comparisons += statistics.value().comparisons
  }

  /// Tells what of an artifact differs whose runs are those of `reference`.
  private func examine(_ name: String, _ reference: Reference, _ listing: ReleaseListing, _ report: inout Report) {
    guard let writer = examiner(of: name, reference.release) else { return }
    let differences = Result { try writer.differences(from: reference.release, at: "\(listing.path)/\(name)") }
    note(differences, name, "as the runs of \(reference.name) give it", &report)
  }

  /// The writer of an artifact that can tell how it differs; nil where too little is known.
  private func examiner(of name: String, _ release: Release) -> (any ExaminingArtifactWriter)? {
    let writer = plugins.writers.first { $0.fileName(for: release) == name } as? any ExaminingArtifactWriter
    return writer is any TracingArtifactWriter && release.sources.isEmpty ? nil : writer
  }

  private func note(
    _ differences: Result<[ArtifactDifference], any Error>, _ name: String, _ reason: String, _ report: inout Report
  ) {
    switch differences {
    case .success(let differences):
      for difference in differences.prefix(Self.limit) {
        report.add(name, difference.found, "\(difference.expected), \(reason)")
      }
      if differences.count > Self.limit {
        report.add(name, "\(differences.count - Self.limit) more differences", "none")
      }
    case .failure(let error):
      report.add(name, "what was computed cannot be read: \(error)", "the tables of a release")
    }
  }

  /// The artifacts that are read again, in the order in which one is taken as the reference.
  static func artifacts(_ listing: ReleaseListing) -> [String] {
    readAgain.flatMap { suffix in
      listing.present.filter { $0.hasSuffix(suffix) && !ReleaseListing.isRecordList($0) }
    }
  }

  static func database(_ names: [String]) -> String? { names.first { $0.hasSuffix(databaseSuffix) } }

  /// The writer of the artifact that tells where runs came from.
  var tracing: (any TracingArtifactWriter)? {
    plugins.writers.lazy.compactMap { $0 as? any TracingArtifactWriter }.first
  }

  /// The artifacts that are read again: HDF5 first, which has all that the others are written from but sources.
  static let readAgain = [".h5", databaseSuffix, linesSuffix]
  private static let databaseSuffix = ".sqlite"
  static let linesSuffix = ".jsonl.gz"
  /// The artifacts that are compared with what would be written.
  private static let derivedSuffixes = ["-summary.csv.gz", ".json.gz", ".pth", ".parquet"]

  /// Finds the files that hold, byte by byte, what is written of `reference`, and what of itself differs.
  private func compareBytes(_ reference: inout Reference, _ listing: ReleaseListing) throws {
    let (release, name) = (reference.release, reference.name)
    let files = plugins.writers.map { ($0, $0.fileName(for: release)) }.filter { writer, file in
      listing.present.contains(file) && (writer is any ComparingArtifactWriter || file == name)
    }
    monitor.begin(.verifying, units: files.count)
    let looks = Mutex((written: Set<String>(), own: reference.differences))
    // Two at a time: each has moments in which it keeps one thread busy.
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: min(2, files.count)) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < files.count, (try? monitor.checkInterruption()) != nil else { return }
        let (writer, file) = files[index]
        let path = "\(listing.path)/\(file)"
        let isWritten = try? (writer as? any ComparingArtifactWriter)?.holds(release, at: path, workers: jobs)
        if isWritten == true {
          looks.withLock { _ = $0.written.insert(file) }
        } else if file == name, let writer = examiner(of: file, release) {
          let own = Result { try writer.differences(from: release, at: path) }
          looks.withLock { $0.own = own }
        }
        monitor.advance()
      }
    }
    try monitor.checkInterruption()
    (reference.written, reference.differences) = looks.withLock { $0 }
  }

  /// Tells how the runs of an artifact differ from those of the reference.
  /// - Parameter areSame: Whether they are known to be the same.
  /// - Returns: Whether they are.
  @discardableResult
  private func compare(
    _ name: String, areSame: Bool, _ known: Reference, _ listing: ReleaseListing, _ report: inout Report
  ) throws -> Bool {
    var equal = known.release.runCount
    if !areSame {
      // Something differs, if only in its order: the whole release can tell.
      guard let release = try take(open(name, listing), name, &report) else { return false }
      let difference = ReleaseDifference(known.release, release, tolerance: ReleaseDifference.Tolerance())
      note(difference, name, known.name, &report)
      equal = difference.equal
      if equal == known.release.runCount, equal == release.runCount {
        compareOrigins(release, name, known.release, &report)
      }
    }
    report.comparisons.append("\(name) and \(known.name): \(equal) runs equal")
    return equal == known.release.runCount
  }

  func open(_ name: String, _ listing: ReleaseListing) -> Result<OpenedInput, any Error> {
    Result {
      try InputOpener(plugins: plugins, monitor: monitor).open(
        "\(listing.path)/\(name)", InputOpener.Options(jobs: jobs))
    }
  }

  /// The release that was read; nil where it cannot be, which is a problem.
  func take(
    _ artifact: Result<OpenedInput, any Error>, _ name: String, _ report: inout Report
  ) throws -> Release? {
    do {
      let opened = try artifact.get()
      if opened.counts.read != opened.release.runCount {
        report.add(
          name, "\(opened.counts.read) runs, of which \(opened.release.runCount) can be released",
          "each run of the release once, and whole")
      }
      return opened.release
    } catch let error as Interruption {
      throw error
    } catch {
      report.add(name, "it cannot be read as a release: \(error)", "the runs of the release")
      return nil
    }
  }

  func checkCount(_ release: Release, _ name: String, _ listing: ReleaseListing, _ report: inout Report) {
    let count = release.runCount
    if let released = listing.counts["released"], released != count {
      report.add(name, "\(count) runs", "\(released), as manifest.json says")
    }
    for space in release.spaces {
      for task in space.tasks {
        let stated = listing.manifest["completeness"]?[space.id.rawValue]?[task.name.rawValue]
        guard let have = stated?[0]?.integer, let runs = task.groups.last?.runs else { continue }
        // How many runs of an architecture count is not stated, only how many all of them would have.
        var perArchitecture: [Int: Int] = [:]
        for run in runs { perArchitecture[run.architecture, default: 0] += 1 }
        let size = Int64(space.size) ?? 0
        let needed = size == 0 ? 1 : Int((stated?[1]?.integer ?? size) / size)
        let found = perArchitecture.values.reduce(0) { $0 + min($1, needed) }
        guard have != Int64(found) else { continue }
        report.add(
          name, "\(found) runs of \(space.id) on \(task.name) that count", "\(have), as manifest.json says")
      }
    }
  }

  private func note(_ difference: ReleaseDifference, _ name: String, _ other: String, _ report: inout Report) {
    func text(_ run: ReleaseDifference.RunName) -> String {
      let seed = run.seed.map { "seed \($0)" } ?? run.repetition.map { "repeat \($0)" } ?? "no seed"
      return "\(run.space) \(run.encoding) \(run.task) (\(run.budget) epochs, \(seed))"
    }
    for run in difference.removed.prefix(Self.limit) { report.add(name, "no run \(text(run))", "the run of \(other)") }
    for run in difference.added.prefix(Self.limit) {
      report.add(name, "a run \(text(run))", "none, since \(other) has none")
    }
    for change in difference.changed.prefix(Self.limit) {
      let place = change.epoch.map { " at epoch \($0)" } ?? ""
      report.add(
        name, "\(change.quantity) of \(text(change.run))\(place) is \(change.second)",
        "\(change.first), as \(other) has it"
      )
    }
    for renaming in difference.renamed {
      report.add(name, "the \(renaming.kind) '\(renaming.second)'", "'\(renaming.first)', as in \(other)")
    }
    let more =
      max(0, difference.removed.count - Self.limit) + max(0, difference.added.count - Self.limit)
      + max(0, difference.changed.count - Self.limit)
    if more > 0 { report.add(name, "\(more) more differences", "the runs of \(other)") }
  }

  /// Differences of a kind that are told one by one.
  static let limit = 20

  /// Compares the artifacts that were not read again with what the runs of the reference give. Where the JSON holds
  /// something else, it is read to tell how its runs differ.
  private func rewrite(
    _ reference: Reference, _ listing: ReleaseListing, _ files: Later<Result<FileCheck, any Error>>,
    _ report: inout Report
  ) throws {
    for writer in plugins.writers where ["json", "csv", "pth", "parquet"].contains(writer.name) {
      let fileName = writer.fileName(for: reference.release)
      let names = listing.present.filter { $0 == fileName || $0.hasPrefix(fileName + "/") }
      if names.isEmpty { continue }
      try monitor.checkInterruption()
      if writer.name == "json" {
        let isSame = reference.written.contains(fileName)
        if try compare(fileName, areSame: isSame, reference, listing, &report), !isSame {
          examine(fileName, reference, listing, &report)
        }
        continue
      }
      if writer.name == "parquet", !reference.name.hasSuffix(".h5") {
        // Its files repeat what is said of the release as a whole, in an order that HDF5 alone keeps.
        report.comparisons.append("\(fileName): its checksums alone, since there is no HDF5 to write it from")
        continue
      }
      let others: [String]
      if writer is any ComparingArtifactWriter {
        others = reference.written.contains(fileName) ? [] : names
      } else {
        do {
          try FileSystem.createDirectories(scratch)
          try writer.write(reference.release, to: "\(scratch)/\(fileName)", workers: jobs)
        } catch {
          report.add(fileName, "it cannot be compared: \(error)", "room for a second copy in the temporary directory")
          continue
        }
        let digests = try files.value().get().digests
        others = names.filter { name in
          let anew = try? plugins.fileDigest("\(scratch)/\(name)")
          let stored = try? digests[name] ?? plugins.fileDigest("\(listing.path)/\(name)")
          return anew == nil || anew?.sha256 != stored?.sha256
        }
      }
      for name in others {
        report.add(name, "bytes that \(reference.name) does not give", "what its runs give, written anew")
      }
      if others.isEmpty { report.comparisons.append("\(fileName): what the runs of \(reference.name) give") }
    }
  }
}

extension ReleaseVerifier.Report {
  mutating func add(_ file: String, _ found: String, _ expected: String) {
    problems.append(ReleaseVerifier.Problem(file: file, found: found, expected: expected))
  }
}
