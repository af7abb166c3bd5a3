import Bytes
import Core
import JSON

extension TransNASReader {
  /// One run per entry of the parsed record.
  func entries(_ file: Int, _ companions: TransNASCompanions, _ path: TransNASPath) -> [RawRun] {
    let root = tape.root
    let document = TransNASRecord(tape: tape, file: file, pointer: "")
    guard tape.kind(of: root) == .object, tape.count(of: root) > 0 else {
      var run = RawRun()
      run.sources = ([file] + companions.files).map { SourceReference(file: $0, pointer: "") }
      run.problems = companions.problems
      claim(path, at: file, &run)
      run.problems.append(
        document.mismatch(
          root, "",
          tape.kind(of: root) == .object ? "the record is empty" : "the document is \(tape.kind(of: root).description)",
          expected: "an object with one member per architecture",
          tape.kind(of: root) == .object ? "minProperties" : "type"))
      return [run]
    }
    var shared: [Problem] = []
    if let twice = tape.firstDuplicateKey(in: root) { shared.append(document.duplicate(twice)) }
    let isSingle = tape.count(of: root) == 1
    return tape.members(of: root).map { member in
      entry(member, file, companions, path, shared, isSingle: isSingle)
    }
  }

  private func entry(
    _ member: JSONMember, _ file: Int, _ companions: TransNASCompanions, _ path: TransNASPath, _ problems: [Problem],
    isSingle: Bool
  ) -> RawRun {
    let encoding = Self.clipped(tape.string(member.key) ?? "")
    let pointer = "/" + escapedForPointer(encoding)
    var run = RawRun()
    run.problems = problems
    run.sources = [SourceReference(file: file, pointer: pointer)]
    claim(path, at: file, &run)
    run.architectures.append(Claim(encoding, at: Place(file: file, pointer: pointer)))
    var record = TransNASRecord(tape: tape, file: file, pointer: pointer)
    record.readHead(member.value, &run)
    let log = choose(companions, encoding, path, record, isSingle: isSingle, &run)
    if let log {
      claim(log, &run)
      run.sources.append(SourceReference(file: log.file, pointer: ""))
      run.problems += companions.problems.filter { $0.place.file == log.file }
    } else if isSingle {
      // Which log is the run's is in doubt, or it cannot be read: all of them are evidence.
      run.sources += companions.files.map { SourceReference(file: $0, pointer: "") }
      run.problems = companions.problems + run.problems
    }
    let names = Set(run.tasks.map(\.value))
    let task = names.count == 1 ? tasks.first { $0.schema.name.rawValue == names.first } : nil
    if let task { record.readCurve(task, &run) }
    if let log, let task { compare(log, task, &run) }
    return run
  }

  /// The beginning of a text that may be any length, for messages and claims.
  static func clipped(_ text: String) -> String {
    text.utf8.count <= 256 ? text : String(decoding: text.utf8.prefix(256), as: UTF8.self) + "…"
  }

  /// The log that belongs to an entry; more than one candidate is weighed by architecture, epochs and values.
  private func choose(
    _ companions: TransNASCompanions, _ encoding: String, _ path: TransNASPath, _ record: TransNASRecord,
    isSingle: Bool, _ run: inout RawRun
  ) -> TransNASLog? {
    let logFiles = companions.files
    let logs = companions.logs
    if logFiles.isEmpty || (!isSingle && !logs.contains { $0.architecture?.value == encoding }) {
      run.problems.append(
        Problem(
          "SRC-03", at: Place(file: run.sources[0].file, pointer: run.sources[0].pointer),
          "there is no text log beside the record of '\(encoding)'",
          expected: "\(encoding)_batch<batch>_lr<rate>.txt in the same directory",
          hint: "restore the text log: nothing else holds the seed, the configuration and the epoch budget"))
      return nil
    }
    if logFiles.count == 1 { return logs.first }
    let matching = logs.filter { matches($0, encoding, path, record) }
    if matching.count == 1 {
      let others = logs.filter { $0.file != matching[0].file && ($0.architecture?.value == encoding || isSingle) }
      if !others.isEmpty || logs.count < logFiles.count {
        run.problems.append(
          Problem(
            "SRC-04", at: Place(file: matching[0].file),
            "\(logFiles.count) text logs lie in one directory; this one matches the record", expected: "one text log",
            hint: "move the logs of other runs away"))
      }
      return matching[0]
    }
    run.problems.append(
      Problem(
        "SRC-04", at: Place(file: run.sources[0].file, pointer: run.sources[0].pointer),
        "\(logFiles.count) text logs lie in one directory and \(matching.isEmpty ? "none" : "\(matching.count)") of them "
          + "match the record in architecture, epochs and values",
        expected: "exactly one text log that matches", hint: "keep the log that was written with this record",
        severity: .error))
    return nil
  }

  private func matches(_ log: TransNASLog, _ encoding: String, _ path: TransNASPath, _ record: TransNASRecord) -> Bool {
    guard log.architecture?.value == encoding else { return false }
    let name = log.task?.value ?? path.task
    guard let task = tasks.first(where: { $0.schema.name.rawValue == name }) else { return false }
    var trial = RawRun()
    record.readCurve(task, &trial)
    guard Set(trial.epochs) == Set(log.epochs.map(\.number)) else { return false }
    return disagreements(log, task, trial).isEmpty
  }

  /// SRC-01: record and log agree to the decimals of the log at every epoch that both hold.
  func compare(_ log: TransNASLog, _ task: TransNASTask, _ run: inout RawRun) {
    let recorded = Set(run.epochs)
    run.epochsCompared = log.epochs.count { recorded.contains($0.number) }
    if run.status?.value == "finished", log.epochs.count < recorded.count {
      run.problems.append(
        Problem(
          "READ-02", at: Place(file: log.file, line: log.epochs.last?.line),
          "the text log tells \(log.epochs.count) of the \(recorded.count) epochs of the record",
          expected: "a summary line of each epoch",
          hint: "the log was cut: restore it, so that all values can be compared",
          severity: .warning))
    }
    if let malformed = log.malformed {
      run.problems.append(
        Problem(
          "SRC-01", at: Place(file: log.file, line: malformed.line),
          "\(malformed.name) is '\(malformed.text)' in the text log, which is no number",
          expected: "the record's value, rounded to 4 decimals", hint: "the log was edited or damaged: restore it"))
    }
    let found = disagreements(log, task, run)
    guard let first = found.first else { return }
    let more = found.count > 1 ? " (and \(found.count - 1) more values)" : ""
    run.problems.append(
      Problem(
        "SRC-01", at: Place(file: log.file, line: first.line),
        "\(first.name) is \(first.logged) in the text log and \(first.recorded) in the record at epoch \(first.epoch)\(more)",
        expected: "the record's value, rounded to 4 decimals",
        hint: "record and log are of different runs, or one was edited: restore the pair that was written together"))
  }

  /// A value on which record and log differ.
  private struct Disagreement {
    let name: String
    let epoch: Int
    let line: Int
    let logged: Double
    let recorded: Double
  }

  private func disagreements(_ log: TransNASLog, _ task: TransNASTask, _ run: RawRun) -> [Disagreement] {
    guard let curve = run.curve else { return [] }
    var found: [Disagreement] = []
    let rows = Dictionary(run.epochs.sorted().enumerated().map { ($1, $0) }) { first, _ in first }
    for epoch in log.epochs {
      guard let row = rows[epoch.number] else { continue }
      for (index, column) in task.fileOrder.enumerated() where !column.isClock {
        let logged = log.values[epoch.firstValue + index]
        let recorded = curve[column.column, row]
        if Curve.isAbsent(logged) || Curve.isAbsent(recorded) || Self.agree(logged, recorded) { continue }
        found.append(
          Disagreement(name: column.name, epoch: epoch.number, line: epoch.line, logged: logged, recorded: recorded))
      }
    }
    return found
  }

  /// Whether `logged` is `recorded` to four decimals: within half of the last one, give or take the rounding of doubles.
  static func agree(_ logged: Double, _ recorded: Double) -> Bool {
    if logged.isFinite, recorded.isFinite {
      return abs(logged - recorded) <= 0.00005 + 1e-12 + recorded.ulp
    }
    return logged.isNaN ? recorded.isNaN : logged == recorded
  }
}
