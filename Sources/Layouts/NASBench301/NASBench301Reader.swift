import Bytes
import Core
import JSON

/// Reads result files of NAS-Bench-301, on one thread.
struct NASBench301Reader: SourceReader {
  /// The most bytes of a result; the published ones have 3 KB.
  static let sizeLimit = 1 << 24
  static let configurationKey = "optimized_hyperparamater_config"
  private static let networkPrefix = "NetworkSelectorDatasetInfo:darts:"
  /// Texts of a result that are told as they are.
  private static let facts = ["train_datapoints", "val_datapoints", "dataset_path"]

  private var document = JSONDocumentFile()

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.map { file in
      if let problem = document.load(file, files, limit: Self.sizeLimit) {
        return RunProblem.unreadRun(file, pointer: "", problem)
      }
      return run(file)
    }
  }

  private func run(_ file: Int) -> RawRun {
    let tape = document.tape
    let reading = JSONValueReading(tape: tape, missing: [])
    let place = Place(file: file, pointer: "")
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: "")]
    run.tasks = [Claim("nas-bench-301", at: place)]
    run.status = Claim("finished", at: Place(file: file, pointer: "/status"))
    let configuration = tape.value(Self.configurationKey, in: tape.root)
    if let twice = tape.firstDuplicateKey(in: tape.root) ?? configuration.flatMap({ tape.firstDuplicateKey(in: $0) }) {
      run.report(
        Problem(
          "READ-03", at: place, "the key '\((tape.string(twice.key) ?? "").prefix(80))' stands twice",
          expected: "every key once", hint: "restore the result file"))
    }
    readConfiguration(reading, place, &run)
    guard let list = tape.value("info", in: tape.root), tape.kind(of: list) == .array, tape.count(of: list) == 1,
      let info = tape.elements(of: list).first(where: { _ in true })
    else {
      run.report(
        RunProblem.unfit(
          "info", tape.value("info", in: tape.root).map { tape.sourceText(of: $0) } ?? "missing",
          expected: "a list of one record", at: place))
      return run
    }
    for key in Self.facts where !run.info.contains(where: { $0.key == key }) {
      if let text = reading.text(tape.value(key, in: info), separator: nil) {
        run.info.append(Attribute(key, RunHead.clipped(text)))
      }
    }
    readBudget(reading, place, &run)
    readNumbers(info, reading, place, &run)
    return run
  }

  /// The genotype, and every other hyper-parameter as a fact about the run.
  private func readConfiguration(_ reading: JSONValueReading, _ place: Place, _ run: inout RawRun) {
    let tape = reading.tape
    guard let configuration = tape.value(Self.configurationKey, in: tape.root), tape.kind(of: configuration) == .object
    else {
      return run.report(RunProblem.missing("configuration", fields: [Self.configurationKey], at: place))
    }
    let configurationPlace = Place(file: place.file, pointer: "/\(Self.configurationKey)")
    run.architectures = [Claim(reading.text(configuration, separator: nil) ?? "", at: configurationPlace)]
    for member in tape.members(of: configuration) {
      let key = tape.string(member.key) ?? ""
      if run.info.contains(where: { $0.key == RunHead.clipped(key) }) { continue }
      if key.hasPrefix("\(Self.networkPrefix)edge_") || key.hasPrefix("\(Self.networkPrefix)inputs_node_") { continue }
      run.info.append(
        Attribute(RunHead.clipped(key), RunHead.clipped(reading.text(member.value, separator: nil) ?? "null")))
    }
    for (key, usual) in [("init_channels", 32), ("layers", 8)] {
      guard let value = tape.value(Self.networkPrefix + key, in: configuration), tape.integer(value) != Int64(usual)
      else { continue }
      run.report(
        Problem(
          "SCHEMA-01", at: configurationPlace, "'\(key)' is \(tape.sourceText(of: value).prefix(40))",
          expected: "\(usual), as in the benchmark",
          hint:
            "computed costs are those of 32 channels and 8 cells; do not compare this run with those of the benchmark",
          severity: .warning))
    }
  }

  private func readBudget(_ reading: JSONValueReading, _ place: Place, _ run: inout RawRun) {
    let tape = reading.tape
    guard let value = tape.value("budget", in: tape.root),
      let budget = tape.double(value).flatMap({ Int(exactly: $0) }),
      budget > 0, budget <= 100_000
    else {
      return run.report(
        RunProblem.unfit(
          "budget", tape.value("budget", in: tape.root).map { tape.sourceText(of: $0) } ?? "missing",
          expected: "a number of epochs", at: place))
    }
    run.budget = Claim(budget, at: Place(file: place.file, pointer: "/budget"))
  }

  private func readNumbers(_ info: JSONValue, _ reading: JSONValueReading, _ place: Place, _ run: inout RawRun) {
    let tape = reading.tape
    let schema = NASBench301Results.schema
    func number(_ definition: MetricDefinition) -> Double {
      let key = definition.rawName ?? ""
      let isOutside = key == "test_accuracy" || key == "runtime"
      switch reading.number(tape.value(key, in: isOutside ? tape.root : info)) {
      case .value(let number): return number
      case .absent: run.report(RunProblem.missing("'\(key)'", fields: [key], at: place))
      default: run.report(RunProblem.unfit(key, "no number", expected: "a number", at: place))
      }
      return Curve.absent
    }
    run.values = schema.values.map(number)
    let last = schema.metrics.map(number)
    guard let budget = run.budget?.value else { return }
    var curve = Curve(epochs: budget, metrics: schema.metrics.count)
    for (metric, value) in last.enumerated() { curve[metric, budget - 1] = value }
    run.epochs = Array(0..<budget)
    run.curve = curve
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    document.record(at: reference, files, limit: Self.sizeLimit)
  }
}
