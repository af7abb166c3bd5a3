import Bytes
import Core
import JSON

/// Reads run directories on one thread; buffers, tape and met texts are kept from one to the next.
struct TransNASReader: SourceReader {
  /// The most bytes of a record; the largest genuine one has 20 KB.
  static let recordLimit = 16 << 20
  /// The most bytes of a text log; the largest genuine one has 200 KB.
  static let logLimit = 64 << 20

  private let keys: [String]
  let tasks = TransNASTask.make()
  var buffer = ByteBuffer()
  var tape = JSONTape()
  /// The file whose entries stand on the tape for a second look.
  var lookedAt: SecondReading?
  private var logParser: TransNASLogParser

  init(keys: [String]) {
    self.keys = keys
    logParser = TransNASLogParser(keys: keys)
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    guard let first = unit.files.first else { return [] }
    let directory = TransNASRunDirectory.directory(of: files.releasePath(of: first))
    // The label of the input is no directory of the user's.
    let below = directory.firstIndex(of: "/").map { directory[directory.index(after: $0)...] } ?? ""
    let path = TransNASPath(directory: below, tasks: tasks.map(\.schema.name.rawValue))
    var problems: [Problem] = []
    let logs = unit.logs.compactMap { readLog($0, path, files, &problems) }
    if unit.records.isEmpty { return unit.logs.map { lonely($0, logs, path, problems) } }
    return unit.records.flatMap { record in
      readRecord(record, TransNASCompanions(files: unit.logs, logs: logs, problems: problems), path, files).map(
        Self.closed)
    }
  }

  private mutating func readLog(
    _ file: Int, _ path: TransNASPath, _ files: any FileSource, _ problems: inout [Problem]
  ) -> TransNASLog? {
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: Self.logLimit)
    } catch {
      problems.append(Self.unreadable(file, error))
      return nil
    }
    if let offset = buffer.withBytes({ $0.firstInvalidUTF8 }) {
      problems.append(
        Problem(
          "READ-02", at: Place(file: file), "not UTF-8 at byte \(offset)", expected: "a text log in UTF-8",
          hint: "restore the file: it was cut, overwritten or saved in another encoding"))
      return nil
    }
    if let offset = buffer.withBytes({ $0.firstOffset(of: 0, from: 0) }) {
      problems.append(
        Problem(
          "READ-02", at: Place(file: file), "a NUL byte at byte \(offset)", expected: "a text log",
          hint: "restore the file: a crash of the machine or of the file system leaves such holes"))
      return nil
    }
    let log = buffer.withBytes { bytes in
      logParser.parse(bytes, file: file) { task in
        tasks.first {
          $0.schema.name.rawValue == task || (task.isEmpty && $0.schema.name.rawValue == path.task)
        }?
        .fileOrder
      }
    }
    if buffer.withBytes({ $0.starts(with: "\u{FEFF}", at: 0) }) {
      problems.append(
        Problem(
          "READ-02", at: Place(file: file, line: 1), "a byte order mark stands before the first line",
          expected: "a time stamp", hint: "an editor saved the file: restore it as the training code wrote it",
          severity: .warning))
    }
    if log.isTrainingLog { return log }
    problems.append(
      Problem(
        "READ-02", at: Place(file: file),
        buffer.count == 0 ? "the text log is empty" : "no line of a training log is found in \(buffer.count) bytes",
        expected: "configuration, seed and epochs", hint: "restore the text log: it was cut, emptied or overwritten"))
    return nil
  }

  /// Says of a run how many of its problems were only counted.
  private static func closed(_ run: RawRun) -> RawRun {
    guard run.problemsOmitted > 0, let last = run.problems.indices.last else { return run }
    var run = run
    run.problems[last].message += " (and \(run.problemsOmitted) more problems in this record)"
    return run
  }

  private mutating func readRecord(
    _ file: Int, _ companions: TransNASCompanions, _ path: TransNASPath, _ files: any FileSource
  ) -> [RawRun] {
    var problems = companions.problems
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: Self.recordLimit)
    } catch {
      problems.append(Self.unreadable(file, error))
      return [unparsed(file, companions, path, problems)]
    }
    do throws(JSONError) {
      try tape.parse(exchanging: &buffer, options: .python)
    } catch {
      let location = tape.location(ofOffset: error.offset)
      problems.append(
        Problem(
          "READ-02", at: Place(file: file, line: location.line),
          tape.sourceCount == 0
            ? "the file is empty"
            : "not parsable at byte \(error.offset) (\(location)) of \(tape.sourceCount): \(error.reason.message)",
          expected: "a whole JSON document",
          hint: "the record is rewritten in place, and a kill can cut it: restore it from a copy, or train again"))
      return [unparsed(file, companions, path, problems)]
    }
    return entries(file, companions, path)
  }

  /// A run of which no record entry could be parsed.
  private func unparsed(
    _ file: Int, _ companions: TransNASCompanions, _ path: TransNASPath, _ problems: [Problem]
  ) -> RawRun {
    var run = RawRun()
    run.sources = ([file] + companions.files).map { SourceReference(file: $0, pointer: "") }
    run.problems = problems
    claim(path, at: file, &run)
    if let log = companions.logs.first { claim(log, &run) }
    return run
  }

  /// A text log without a record.
  private func lonely(_ file: Int, _ logs: [TransNASLog], _ path: TransNASPath, _ problems: [Problem]) -> RawRun {
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: "")]
    run.problems = problems.filter { $0.place.file == file }
    claim(path, at: file, &run)
    if let log = logs.first(where: { $0.file == file }) {
      claim(log, &run)
      run.problems.append(
        Problem(
          "SRC-03", at: Place(file: file), "there is no record model_db.json beside the text log",
          expected: "model_db.json in the same directory",
          hint: "restore the record: the text holds four decimals only and cannot stand in for it", severity: .error))
    }
    return run
  }

  func claim(_ path: TransNASPath, at file: Int, _ run: inout RawRun) {
    let place = Place(file: file, isPath: true)
    run.architectures += path.architectures.map { Claim($0, at: place) }
    if let task = path.task { run.tasks.append(Claim(task, at: place)) }
    run.seeds += path.seeds.map { Claim($0, at: place) }
    for name in path.seedlike {
      run.problems.append(
        Problem(
          "RUN-02", at: place, "the directory '\(name)' is named like a seed, which is no number",
          expected: "seed_<number>", hint: "name the directory after the seed that the text log states"))
    }
  }

  func claim(_ log: TransNASLog, _ run: inout RawRun) {
    run.architectures += log.namedArchitectures.filter { $0.value != log.architecture?.value }
    if let architecture = log.architecture { run.architectures.append(architecture) }
    if let task = log.task { run.tasks.append(task) }
    if let seed = log.seed { run.seeds.append(seed) }
    run.log = log.file
    run.budget = log.budget
    run.configuration = log.configuration
    run.statusMessage = log.message
    for named in log.namedBudgets where named.value != log.budget?.value {
      run.problems.append(
        Problem(
          "CURVE-01", at: named.place,
          "this line counts to \(named.value) epochs, "
            + (log.budget.map { "line \($0.place.line ?? 1) says \($0.value)" } ?? "no configuration says how many"),
          expected: "the same number of epochs in the whole log",
          hint: "the log holds lines of another run, or was edited: restore it as the training code wrote it"))
    }
    if let start = log.start { run.info.append(Attribute("start", start)) }
    if let end = log.end { run.info.append(Attribute("end", end)) }
    run.info += log.machine
  }

  static func unreadable(_ file: Int, _ error: FileError) -> Problem {
    if case .largerThan(let limit) = error.reason {
      return Problem(
        "READ-02", at: Place(file: file), "larger than \(limit) bytes", expected: "at most \(limit) bytes",
        hint: "this is no log of a training run, or it was appended to without end")
    }
    return Problem(
      "READ-01", at: Place(file: file), "cannot be read: \(error.message)", expected: "a readable file",
      hint: "give read permission, or repair the link")
  }
}
