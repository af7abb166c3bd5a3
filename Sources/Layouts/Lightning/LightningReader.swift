import Bytes
import Core
import Formats

/// Reads the versions of one name on one thread.
struct LightningReader: SourceReader {
  /// The most bytes of a table.
  static let sizeLimit = 1 << 28

  private let source: MappedSource
  private let keys: [String]
  private var buffer = ByteBuffer()
  private var path: PathFields

  init(_ source: MappedSource, keys: [String]) {
    self.source = source
    self.keys = keys
    path = PathFields(source)
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    var versions: [LightningVersion] = []
    for file in unit.records { versions.append(version(file, unit, files)) }
    versions.sort { ($0.number ?? -1, $0.file) < ($1.number ?? -1, $1.file) }
    var runs: [[LightningVersion]] = []
    for version in versions {
      // The latest run that stops where this version begins.
      if let run = runs.lastIndex(where: { $0.last?.isContinued(by: version) ?? false }) {
        var whole = version
        whole.epochs = runs[run].last?.continued(by: version) ?? version.epochs
        whole.firstEpoch = runs[run].last?.firstEpoch
        runs[run].append(whole)
      } else {
        runs.append([version])
      }
    }
    return runs.flatMap { self.runs(of: $0) }
  }

  private mutating func version(_ file: Int, _ unit: SourceUnit, _ files: any FileSource) -> LightningVersion {
    let releasePath = files.releasePath(of: file)
    path.read(releasePath)
    var fields = RunFields(source: source, path: path)
    let directory = TransNASRunDirectory.directory(of: releasePath)
    if let parameters = unit.logs.first(where: {
      TransNASRunDirectory.directory(of: files.releasePath(of: $0)) == directory
    }) {
      fields.load(parameters, into: &buffer, from: files)
    }
    var version = LightningVersion(file: file, number: LightningPath(releasePath).version, fields: fields)
    version.identity = identity(fields, file)
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: Self.sizeLimit)
    } catch {
      version.fault = TransNASReader.unreadable(file, error)
      return version
    }
    let contents = buffer
    buffer = ByteBuffer()
    do throws(CSVError) {
      var table = LightningTable(try CSVTable(contents), file: file, source: source)
      table.read(into: &version)
    } catch {
      version.fault = Problem(
        "READ-02", at: Place(file: file, line: error.line), "no table: \(error)",
        expected: "a header and rows of cells", hint: "restore the file as the logger wrote it")
    }
    return version
  }

  private func identity(_ fields: RunFields, _ file: Int) -> [String?] {
    var record = MappedRecord(place: Place(file: file), pointer: "")
    record.texts = fields.texts
    return source.mappings.flatMap { mapping in
      [mapping.encoding, mapping.task, mapping.seed, mapping.repetition].map { $0?.text(in: record) }
    }
  }

  /// The runs, one for each mapping, of versions that follow each other.
  private func runs(of versions: [LightningVersion]) -> [RawRun] {
    guard let last = versions.last else { return [] }
    if let fault = last.fault { return [RunProblem.unreadRun(last.file, pointer: "", fault)] }
    var record = MappedRecord(place: Place(file: last.file), pointer: "")
    record.texts = last.fields.texts
    record.numbers = source.requests.numbers.enumerated().map { index, field in
      last.last[index] == .absent ? last.fields.number(field) : last.last[index]
    }
    record.epochs = Array(repeating: last.epochs, count: source.mappings.count)
    record.problems = versions.flatMap { $0.problems + ($0.fields.problem.map { [$0] } ?? []) }
    if let first = last.firstEpoch, first > 0 { record.problems.append(Self.lost(first, last.file)) }
    let resumptions = versions.dropFirst().compactMap { $0.ownFirstEpoch.map { "\($0)" } }
    if !resumptions.isEmpty {
      record.info.append(Attribute("resumed_at_epoch", resumptions.joined(separator: ", ")))
    }
    let others = versions.dropLast().map(\.file) + versions.compactMap(\.fields.file)
    return source.runs(of: record, file: last.file).map { run in
      var run = run
      run.sources += others.map { SourceReference(file: $0, pointer: "") }
      run.log = last.fields.file
      run.configuration = last.fields.configuration(keys)
      return run
    }
  }

  private static func lost(_ first: Int, _ file: Int) -> Problem {
    Problem(
      "READ-02", at: Place(file: file),
      "the first epoch is \(first): the epochs before it are lost, and no earlier version of the same encoding, task and seed "
        + "holds them", expected: "epochs from 0 on",
      hint: "CSVLogger deletes metrics.csv when a run is resumed in its own directory: restore the earlier file as a "
        + "version of its own, or train again")
  }
}
