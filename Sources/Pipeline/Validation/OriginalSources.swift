import Core
import Ingest

/// Gives runs that an artifact tells the places that they had when the artifact was built.
struct OriginalSources {
  let listing: Listing
  /// Every file of the listing.
  let files: [Int: SourceFile]
  let runs: [RawRun]

  /// - Parameters:
  ///   - runs: of one artifact.
  ///   - known: the files of the release, as far as they are known.
  /// - Returns: nil where a run does not tell where it came from.
  init?(_ runs: [RawRun], known: [SourceFile]) {
    guard !runs.isEmpty, runs.allSatisfy({ !$0.origins.isEmpty }) else { return nil }
    var named: [String: SourceFile] = [:]
    for file in known { named[file.releasePath] = file }
    for run in runs {
      for (place, origin) in run.origins.enumerated() where named[origin.path] == nil {
        named[origin.path] = origin.file(isLog: place > 0 && origin.pointer.isEmpty)
      }
    }
    listing = Listing(files: named.values.map(\.listed), unreadable: [])
    let numbers = Dictionary(uniqueKeysWithValues: listing.files.enumerated().map { ($1.releasePath, $0) })
    var files: [Int: SourceFile] = [:]
    for (path, file) in named { if let number = numbers[path] { files[number] = file } }
    self.files = files
    self.runs = runs.map { Self.run($0, numbers, files) }
  }

  /// The files of a release without a run.
  init(known: [SourceFile]) {
    let named = Dictionary(known.map { ($0.releasePath, $0) }) { first, _ in first }
    listing = Listing(files: named.values.map(\.listed), unreadable: [])
    var files: [Int: SourceFile] = [:]
    for (number, file) in listing.files.enumerated() { files[number] = named[file.releasePath] }
    self.files = files
    runs = []
  }

  /// The run with its origins as its sources, the first of which is the place of all that it states.
  private static func run(_ run: RawRun, _ numbers: [String: Int], _ files: [Int: SourceFile]) -> RawRun {
    var run = run
    let sources = run.origins.map { SourceReference(file: numbers[$0.path] ?? 0, pointer: $0.pointer) }
    let place = Place(file: sources[0].file, pointer: sources[0].pointer)
    for index in run.architectures.indices { run.architectures[index].place = place }
    for index in run.tasks.indices { run.tasks[index].place = place }
    for index in run.seeds.indices { run.seeds[index].place = place }
    run.budget?.place = place
    run.loggedParams?.place = place
    for index in run.problems.indices { run.problems[index].place = place }
    // Rules take the parent of this place for the record.
    run.status?.place = Place(file: place.file, pointer: sources[0].pointer + "/status")
    run.sources = sources
    run.origins = []
    run.log = sources.first { files[$0.file]?.use == .log }?.file
    return run
  }
}

extension Origin {
  /// The file as far as a run tells it: without size and parser.
  fileprivate func file(isLog: Bool) -> SourceFile {
    let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return SourceFile(
      input: parts.count > 1 ? parts[0] : "", path: parts.last ?? "", bytes: 0, sha256: sha256,
      use: isLog ? .log : .records, parser: "")
  }
}
