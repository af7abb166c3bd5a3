import Bytes
public import Core
import Dispatch
import JSON
import Synchronization

/// Writes a release into its temporary directory: the fifth stage.
///
/// Artifacts are written side by side; every file is synced and then read back for its checksum. The bytes of each file
/// depend on the record alone.
public struct Emitter: Sendable {
  private let writers: [any ArtifactWriter]
  private let gzip: any ByteCodec
  private let digest: @Sendable (String) throws -> FileDigest
  private let runningDigest: @Sendable () -> any RunningDigest
  private let jobs: Int
  private let packager: (any ReleasePackager)?

  /// - Parameters:
  ///   - writers: one per artifact that the pipeline asks for, the slowest first.
  ///   - digest: reads a file and gives its size and SHA-256.
  ///   - runningDigest: makes a SHA-256 of what is written.
  ///   - jobs: how many threads work at once, at least 1.
  ///   - packager: writes what describes the release, when everything else is written; nil for none.
  public init(
    writers: [any ArtifactWriter], gzip: any ByteCodec, digest: @escaping @Sendable (String) throws -> FileDigest,
    runningDigest: @escaping @Sendable () -> any RunningDigest, jobs: Int, packager: (any ReleasePackager)? = nil
  ) {
    self.packager = packager
    self.writers = writers
    self.gzip = gzip
    self.digest = digest
    self.runningDigest = runningDigest
    self.jobs = max(1, jobs)
  }

  /// The number of artifacts at the head of `writers` that take longer than the lists do.
  private static let longArtifacts = 3

  /// Writes every file of the release.
  /// - Throws: `OutputError`, `Interruption`.
  /// - Returns: the manifest's list of outputs, sorted by path.
  @discardableResult
  public func emit(_ record: BuildRecord, into directory: String, monitor: BuildMonitor) throws -> [FileDigest] {
    monitor.begin(.writing, units: writers.count + 3)
    let next = Atomic<Int>(0)
    let outcome = Mutex<Outcome>(Outcome())
    // One more than work at once: a lane that waits for the disk leaves its processor to another.
    let lanes = min(jobs > 1 ? jobs + 1 : 1, writers.count + 1)
    let lists = min(writers.count, Self.longArtifacts)
    onThreads(lanes) {
      while !monitor.isInterrupted, outcome.withLock({ $0.failure == nil }) {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index <= writers.count else { return }
        do {
          // The lists go before the last artifacts, so that no thread ends alone with them.
          let artifact = index < lists ? index : index - 1
          if index != lists {
            // Behind the long ones there may be nobody left to work beside.
            let workers = artifact < lists ? max(1, jobs - lanes + 1) : jobs
            let files = try write(writers[artifact], record.release, directory, workers: workers)
            outcome.withLock { $0.files += files }
          } else {
            let (files, inputsSHA256) = try writeLists(record, directory, monitor)
            outcome.withLock {
              $0.files += files
              $0.inputsSHA256 = inputsSHA256
            }
          }
          monitor.advance()
        } catch {
          outcome.withLock { $0.failure = $0.failure ?? error }
        }
      }
    }
    try monitor.checkInterruption()
    let result = outcome.withLock { $0 }
    if let failure = result.failure { throw failure }
    let artifacts = result.files.sorted { $0.path.precedesBytewise($1.path) }
    let files = (try package(record, artifacts, directory) + artifacts).sorted { $0.path.precedesBytewise($1.path) }
    let manifest = try write(ReleaseFiles.manifest, directory) { writer in
      try writer.write(Manifest.text(of: record, outputs: files, inputsSHA256: result.inputsSHA256))
    }
    try write(ReleaseFiles.checksums, directory) { writer in
      for file in (files + [manifest]).sorted(by: { $0.path.precedesBytewise($1.path) }) {
        try writer.write("\(file.sha256)  \(file.path)\n")
      }
    }
    return files
  }

  /// Writes what describes the release and the artifacts that are there.
  private func package(
    _ record: BuildRecord, _ artifacts: [FileDigest], _ directory: String
  ) throws -> [FileDigest] {
    guard let packager, let card = record.card else { return [] }
    let package = ReleasePackage(
      release: record.release, card: card, authors: record.authors, counts: record.counts,
      files: artifacts, changes: record.changes)
    return try zip(packager.fileNames, packager.texts(of: package)).map { name, text in
      try write(name, directory) { try $0.write(text) }
    }
  }

  /// Calls `body` on as many threads at once, whatever the number of processors.
  private func onThreads(_ count: Int, _ body: @escaping @Sendable () -> Void) {
    let group = DispatchGroup()
    for lane in 1..<max(count, 1) { DispatchQueue(label: "artifacts-\(lane)").async(group: group, execute: body) }
    body()
    group.wait()
  }

  private struct Outcome: Sendable {
    var files: [FileDigest] = []
    /// Of the lines of the list of inputs, before compression.
    var inputsSHA256 = ""
    var failure: (any Error)?
  }

  private func write(
    _ writer: any ArtifactWriter, _ release: Release, _ directory: String, workers: Int
  ) throws -> [FileDigest] {
    let name = writer.fileName(for: release)
    do {
      try writer.write(release, to: "\(directory)/\(name)", workers: workers)
    } catch let error as ArtifactError {
      throw OutputError.artifact(error)
    }
    guard FileSystem.isDirectory("\(directory)/\(name)") else { return [try check(name, directory)] }
    let names: [String]
    do throws(SystemError) {
      try FileSystem.syncDirectory("\(directory)/\(name)")
      names = try FileSystem.names(in: "\(directory)/\(name)")
    } catch {
      throw OutputError.system(error)
    }
    return try names.map { try check("\(name)/\($0)", directory) }
  }

  /// - Returns: the files, and the SHA-256 of the list of inputs before compression.
  private func writeLists(
    _ record: BuildRecord, _ directory: String, _ monitor: BuildMonitor
  ) throws -> (files: [FileDigest], inputsSHA256: String) {
    let findings = try write(ReleaseFiles.findings, directory) { writer in
      for finding in record.release.findings { try writer.write(RecordLines.finding(finding)) }
    }
    let (quarantine, _) = try writeMembers(
      ReleaseFiles.quarantine, directory, count: record.release.quarantine.count, perMember: 64
    ) { RecordLines.quarantined(record.release.quarantine[$0], sources: record.release.sources, to: &$1) }
    monitor.advance()
    let (inputs, inputsSHA256) = try writeMembers(
      ReleaseFiles.inputs, directory, count: record.inputs.count, perMember: 4096
    ) { RecordLines.input(record.inputs[$0], to: &$1) }
    return ([findings, quarantine, inputs], inputsSHA256)
  }

  /// Lines as members of one gzip file, whose boundaries depend on the number of records alone.
  /// - Returns: the file, and the SHA-256 of its lines before compression.
  private func writeMembers(
    _ name: String, _ directory: String, count: Int, perMember: Int, line: (Int, inout JSONWriter) -> Void
  ) throws -> (file: FileDigest, linesSHA256: String) {
    var lines = JSONWriter()
    let digest = runningDigest()
    let file = try write(name, directory) { writer in
      var start = 0
      repeat {
        let end = min(start + perMember, count)
        lines.output.removeAll()
        for record in start..<end { line(record, &lines) }
        try writer.write(
          lines.output.withBytes { text in
            digest.update(text)
            return gzip.compress(text.array(0..<text.byteCount).span)
          })
        start = end
      } while start < count
    }
    return (file, digest.finish())
  }

  @discardableResult
  private func write(
    _ name: String, _ directory: String, _ body: (inout FileWriter) throws -> Void
  ) throws -> FileDigest {
    do {
      var writer = try FileWriter(creating: "\(directory)/\(name)")
      try body(&writer)
      try writer.finish()
    } catch let error as SystemError {
      throw OutputError.system(error)
    }
    return try check(name, directory)
  }

  /// Reads a written file back.
  private func check(_ name: String, _ directory: String) throws -> FileDigest {
    var file = try digest("\(directory)/\(name)")
    file.path = name
    return file
  }
}
