import Bytes
import Core

/// Reads logs on one thread; the buffer is kept from one to the next.
struct AutoDLReader: SourceReader {
  /// The most bytes of a log; 390 architectures with two seeds on four data sets have 100 MB.
  static let logLimit = 512 << 20

  let keys: [String]
  private var buffer = ByteBuffer()

  init(keys: [String]) { self.keys = keys }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { file in
      if let problem = SourceText.load(file, into: &buffer, from: files, limit: Self.logLimit) {
        return [SourceText.unreadable(file, problem)]
      }
      let logged = buffer.withBytes { AutoDLParser.runs($0, file: file) }
      guard !logged.isEmpty else {
        let problem = Problem(
          "READ-02", at: Place(file: file), "no run is found in \(buffer.count) bytes",
          expected: "'Evaluate ||||||| DATASET ||||||| …', then lines 'epoch=000/200 :: Train […] Valid […]'",
          hint: "restore the log: it was emptied or overwritten, or another program wrote it")
        return [SourceText.unreadable(file, problem)]
      }
      return logged.enumerated().map { ordinal, log in
        var run = run(log, file)
        run.sources = [SourceReference(file: file, pointer: SourceText.pointer(ordinal, of: logged.count))]
        return SourceText.closed(run)
      }
    }
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    guard SourceText.load(reference.file, into: &buffer, from: files, limit: Self.logLimit) == nil else {
      return "null"
    }
    return buffer.withBytes { bytes in
      let runs = AutoDLParser.runs(bytes, file: reference.file)
      let ordinal = Int(reference.pointer.dropFirst()) ?? 0
      return LogLines.record(bytes, runs.indices.contains(ordinal) ? runs[ordinal].bytes : 0..<bytes.byteCount)
    }
  }

  private func run(_ log: AutoDLLoggedRun, _ file: Int) -> RawRun {
    var run = RawRun()
    run.log = file
    run.architectures = log.architecture.map { [$0] } ?? []
    run.tasks = [log.dataset]
    run.seeds = log.seed.map { [$0] } ?? []
    run.budget = log.budget
    run.configuration = (log.configuration?.arguments ?? []).filter { keys.contains($0.key) }.map {
      Claim(Attribute($0.key, ReferenceValue.normalize($0.value)), at: log.dataset.place)
    }
    let isFinished = log.budget.map { log.epochs.count >= $0.value } ?? false
    run.status = Claim(
      isFinished ? "finished" : "running", at: Place(file: file, line: log.epochs.last?.line ?? log.dataset.place.line))
    run.epochs = log.epochs.map(\.number)
    var curve = Curve(epochs: log.epochs.count, metrics: AutoDLTask.columnCount)
    for (row, epoch) in log.epochs.sorted(by: { $0.number < $1.number }).enumerated() {
      for (metric, value) in epoch.values.enumerated() { curve[metric, row] = value }
    }
    run.curve = curve
    run.values = log.costs
    run.info = [
      ("start", log.start), ("end", log.end), ("arch_index", log.index), ("arch_config", log.widths),
      ("config", log.configuration?.arguments.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")),
    ].compactMap { key, value in value.map { Attribute(key, $0) } }
    report(log, file, &run)
    return run
  }

  private func report(_ log: AutoDLLoggedRun, _ file: Int, _ run: inout RawRun) {
    if log.architecture == nil {
      run.report(
        Problem(
          "ARCH-01", at: log.dataset.place, "no line before the run names its architecture",
          expected: "'--------------- |nor_conv_3x3~0|+… ---------------'",
          hint: "restore the beginning of the log"))
    }
    if let task = AutoDLTask(rawValue: log.dataset.value), let last = log.loaders.last, last != task.loader {
      run.report(
        Problem(
          "SCHEMA-01", at: log.dataset.place,
          "'Valid' of \(task.rawValue) is measured on '\(last)', the last loader that the log lists",
          expected: "'\(task.loader)'",
          hint: "another version of the code wrote this log; its split is not the released one"))
    }
    for (text, line) in log.malformed {
      run.report(
        Problem(
          "READ-02", at: Place(file: file, line: line), "the line of an epoch is 'epoch=\(text)'",
          expected: "epoch=000/200 :: Train [loss=…, acc@1=…%, acc@5=…%] Valid […]",
          hint: "two processes wrote to one log, or it was edited: restore it"))
    }
  }
}
