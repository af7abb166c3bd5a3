import Core

/// What a record says of its run as a whole.
struct RunHead {
  /// The longest text that is kept of an encoding or attribute, in bytes.
  static let textLimit = 1 << 14

  private let mapping: FieldMapping
  private let record: MappedRecord
  private(set) var run = RawRun()

  init(mapping: FieldMapping, record: MappedRecord, file: Int) {
    self.mapping = mapping
    self.record = record
    run.sources = [SourceReference(file: file, pointer: record.pointer)]
    for problem in record.problems { run.report(problem) }
    readIdentity()
    readBudget()
    readStatus()
    readNumbers()
    for info in mapping.info {
      if let text = record.texts[info.text] { run.info.append(Attribute(info.name, Self.clipped(text))) }
    }
    // A fact that the pipeline file names goes before one that the reader adds.
    let names = Set(run.info.map(\.key))
    run.info += record.info.filter { !names.contains($0.key) }
  }

  private mutating func readIdentity() {
    if let encoding = mapping.encoding.text(in: record) {
      run.architectures = [Claim(Self.clipped(encoding), at: record.place(of: "encoding"))]
    } else {
      run.report(RunProblem.missing("encoding", fields: mapping.encoding.fields, at: record.place))
    }
    if let task = mapping.task.text(in: record) {
      run.tasks = [Claim(mapping.taskNames[task] ?? Self.clipped(task), at: record.place(of: "task"))]
    } else {
      run.report(RunProblem.missing("task", fields: mapping.task.fields, at: record.place))
    }
    if let seed = wholeNumber(mapping.seed, "seed") { run.seeds = [Claim(seed, at: record.place(of: "seed"))] }
    run.repetition = wholeNumber(mapping.repetition, "ordinal of the repetition")
  }

  /// A number that may be missing; nil, with a finding, where something else stands there.
  private mutating func wholeNumber(_ source: TextSource?, _ what: String) -> Int? {
    guard let source, let text = source.text(in: record) else { return nil }
    if let number = WholeNumber.parse(text), number >= 0 { return number }
    run.report(
      RunProblem.unfit(source.fields.first ?? what, text, expected: "a \(what), a whole number", at: record.place))
    return nil
  }

  private mutating func readBudget() {
    guard let source = mapping.budget, let text = source.text(in: record) else { return }
    if let number = WholeNumber.parse(text), number > 0, number <= RunAssembler.epochLimit {
      run.budget = Claim(number, at: record.place(of: "budget"))
    } else {
      run.report(
        RunProblem.unfit(
          source.fields.first ?? "budget", text,
          expected: "an epoch budget, a whole number from 1 to \(RunAssembler.epochLimit)", at: record.place))
    }
  }

  private mutating func readStatus() {
    let place = record.place(of: "status")
    guard let status = mapping.status else {
      run.status = Claim("finished", at: place)
      return
    }
    guard let word = status.text.text(in: record) else {
      run.status = Claim("running", at: place)
      return
    }
    let meaning = status.meanings[word] ?? (status.anyWordIsTheEnd ? "finished" : Self.clipped(word))
    run.status = Claim(meaning, at: place)
    if meaning == "corrupted" { run.statusMessage = Self.clipped(word) }
  }

  private mutating func readNumbers() {
    run.values = mapping.values.map { column in number(column.number, column.field) ?? Curve.absent }
    if let index = mapping.params, let text = record.texts[index] {
      if let params = WholeNumber.parse(text), params > 0 {
        run.loggedParams = Claim(params, at: record.place(of: "params"))
      } else {
        run.report(RunProblem.unfit("params", text, expected: "an exact number of parameters", at: record.place))
      }
    }
    if let time = mapping.inferenceTime, let value = number(time.number, time.field) {
      let seconds = value / time.unitsPerSecond
      if seconds >= 0, seconds.isFinite {
        run.inferenceTime = seconds
      } else {
        run.report(
          RunProblem.unfit(time.field, "\(value)", expected: "a time of at least 0", at: record.place))
      }
    }
  }

  private mutating func number(_ index: Int, _ field: String) -> Double? {
    switch record.numbers[index] {
    case .absent: return nil
    case .value(let value): return value
    case .column: run.report(RunProblem.unfit(field, "a list", expected: "a number", at: record.place))
    case .unfit(let found): run.report(RunProblem.unfit(field, found, expected: "a number", at: record.place))
    }
    return nil
  }

  /// The beginning of a text that may be any length.
  static func clipped(_ text: String) -> String {
    text.utf8.count <= textLimit ? text : String(decoding: text.utf8.prefix(textLimit), as: UTF8.self) + "…"
  }
}
