import Bytes
import Core

/// Reads logs on one thread; the buffer is kept from one to the next.
struct DARTSLogReader: SourceReader {
  let keys: [String]
  let genotypes: DARTSNamedGenotypes
  private var buffer = ByteBuffer()

  init(keys: [String], genotypes: DARTSNamedGenotypes) {
    self.keys = keys
    self.genotypes = genotypes
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { file in
      if let problem = SourceText.load(file, into: &buffer, from: files) {
        return [SourceText.unreadable(file, problem)]
      }
      let logged = buffer.withBytes { DARTSLogParser.runs($0) }
      guard !logged.isEmpty else {
        let problem = Problem(
          "READ-02", at: Place(file: file), "no line of a training log is found in \(buffer.count) bytes",
          expected: "'args = Namespace(…)', 'epoch 0 lr …' and so on",
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
    guard SourceText.load(reference.file, into: &buffer, from: files) == nil else { return "null" }
    return buffer.withBytes { bytes in
      let runs = DARTSLogParser.runs(bytes)
      let ordinal = Int(reference.pointer.dropFirst()) ?? 0
      return LogLines.record(bytes, runs.indices.contains(ordinal) ? runs[ordinal].bytes : 0..<bytes.byteCount)
    }
  }

  private func run(_ log: DARTSLoggedRun, _ file: Int) -> RawRun {
    var run = RawRun()
    run.log = file
    let task = claimArguments(log, file, &run)
    var epochs = log.epochs
    if let last = epochs.last, !last.isWhole { epochs.removeLast() }
    if task == .search { claimGenotype(epochs.last ?? log.epochs.last, file, &run) }
    let place = Place(file: file, line: log.epochs.last?.line ?? log.firstLine)
    let isFinished = run.budget.map { epochs.count >= $0.value } ?? false
    run.status = Claim(isFinished ? "finished" : "running", at: place)
    run.epochs = epochs.map(\.number)
    var curve = Curve(epochs: epochs.count, metrics: DARTSLogTask.Column.allCases.count)
    for (row, epoch) in epochs.sorted(by: { $0.number < $1.number }).enumerated() {
      for (metric, value) in epoch.values.enumerated() { curve[metric, row] = value }
    }
    run.curve = curve
    run.values = [log.parameters ?? Curve.absent]
    describe(log, task, &run)
    report(log, file, &run)
    return run
  }

  /// Task, architecture, seed, budget and configuration.
  private func claimArguments(_ log: DARTSLoggedRun, _ file: Int, _ run: inout RawRun) -> DARTSLogTask? {
    guard let (text, line) = log.arguments, let arguments = PythonCall(text, name: "Namespace"), arguments.isComplete
    else {
      run.report(
        Problem(
          "READ-02", at: Place(file: file, line: log.arguments?.line ?? log.firstLine),
          log.arguments == nil
            ? "the arguments of the run are missing" : "the arguments of the run are cut or malformed",
          expected: "a line 'args = Namespace(…)'",
          hint: "restore the beginning of the log: nothing else names architecture, seed and epochs"))
      return nil
    }
    let place = Place(file: file, line: line)
    run.seeds = arguments["seed"].flatMap { Int($0) }.map { [Claim($0, at: place)] } ?? []
    run.budget = arguments["epochs"].flatMap { Int($0) }.flatMap { $0 >= 1 ? Claim($0, at: place) : nil }
    run.configuration = arguments.arguments.filter { keys.contains($0.key) }.map {
      Claim(Attribute($0.key, ReferenceValue.normalize($0.value)), at: place)
    }
    let task: DARTSLogTask = arguments["arch"] == nil ? .search : .training
    // Codes that were made from the authors' name another set of data; theirs know CIFAR-10 only.
    let dataset = arguments["dataset"] ?? arguments["set"] ?? DARTSLogTask.training.rawValue
    let suffix = task.rawValue.dropFirst(DARTSLogTask.training.rawValue.count)
    run.tasks = [Claim(dataset + suffix, at: place)]
    if let architecture = arguments["arch"] { claim(architecture, at: place, &run) }
    return task
  }

  private func claim(_ architecture: String, at place: Place, _ run: inout RawRun) {
    run.info.append(Attribute("arch", architecture))
    if let encoding = genotypes.encoding(of: architecture) {
      run.architectures = [Claim(encoding, at: place)]
      return
    }
    run.architectures = [Claim(architecture, at: place)]
    run.report(
      Problem(
        "ARCH-01", at: place,
        "the log names the architecture '\(architecture.prefix(120))' and does not say what it is",
        expected: "one of \(genotypes.names.map { "'\($0)'" }.joined(separator: ", "))",
        hint: "give the genotype in the pipeline file, under the source: "
          + "genotypes: {\(architecture.prefix(120)): \"Genotype(normal=[…], …)\"}"))
  }

  /// The outcome of a search is the genotype of its last epoch.
  private func claimGenotype(_ epoch: DARTSLoggedRun.Epoch?, _ file: Int, _ run: inout RawRun) {
    guard let genotype = epoch?.genotype else {
      run.report(
        Problem(
          "ARCH-01", at: Place(file: file, line: epoch?.line), "the last epoch of the search has no genotype",
          expected: "a line 'genotype = Genotype(…)' in each epoch", hint: "restore the log: lines are missing"))
      return
    }
    run.architectures = [Claim(genotypes.translated(genotype.text), at: Place(file: file, line: genotype.line))]
  }

  private func describe(_ log: DARTSLoggedRun, _ task: DARTSLogTask?, _ run: inout RawRun) {
    if let start = log.start { run.info.append(Attribute("start", start)) }
    if let end = log.end { run.info.append(Attribute("end", end)) }
    if let device = log.device { run.info.append(Attribute("gpu", device)) }
    if let arguments = log.arguments { run.info.append(Attribute("args", arguments.text)) }
    for epoch in log.epochs {
      if let genotype = epoch.genotype { run.info.append(Attribute("genotype_epoch_\(epoch.number)", genotype.text)) }
    }
  }

  private func report(_ log: DARTSLoggedRun, _ file: Int, _ run: inout RawRun) {
    for (key, text, line) in log.malformed {
      run.report(
        Problem(
          "READ-02", at: Place(file: file, line: line), "'\(key)' is '\(text)', which is no number",
          expected: "a number, nan or inf", hint: "two processes wrote to one log, or it was edited: restore it"))
    }
    if let line = log.cutLine {
      run.report(
        Problem(
          "READ-02", at: Place(file: file, line: line), "the last line has no end; it is not read",
          expected: "a line feed", hint: "the log was cut: its last number may lack digits", severity: .warning))
    }
  }
}
