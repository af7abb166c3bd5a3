import Bytes
import Core
import JSON

/// Reads files of zero-cost benchmarks, on one thread.
struct ZeroCostReader: SourceReader {
  /// The most bytes of a file; the largest published one has some 100 MB.
  static let sizeLimit = 1 << 30

  private let space: ZeroCostSpace
  private let tasks: [ZeroCostTask]
  private var document = JSONDocumentFile()

  init(_ space: ZeroCostSpace) {
    self.space = space
    tasks = space.tasks
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { file -> [RawRun] in
      if let problem = document.load(file, files, limit: Self.sizeLimit) {
        return [RunProblem.unreadRun(file, pointer: "", problem)]
      }
      var runs: [RawRun] = []
      let tape = document.tape
      for dataset in tape.members(of: tape.root) {
        let name = tape.string(dataset.key) ?? ""
        let twice = tape.firstDuplicateKey(in: dataset.value)
        for member in tape.members(of: dataset.value) {
          runs.append(run(member, dataset: name, file, isTwice: twice?.key == member.key))
        }
      }
      if !runs.isEmpty { return runs }
      return [
        RunProblem.unreadRun(
          file, pointer: "",
          RunProblem.unparsable(
            "the document holds no architecture", expected: "an object of datasets, each an object of architectures",
            at: Place(file: file, pointer: ""), hint: "restore the published file"))
      ]
    }
  }

  private func run(_ member: JSONMember, dataset: String, _ file: Int, isTwice: Bool) -> RawRun {
    let tape = document.tape
    let reading = JSONValueReading(tape: tape, missing: [])
    let key = RunHead.clipped(tape.string(member.key) ?? "")
    let pointer = "/\(escapedForPointer(RunHead.clipped(dataset)))/\(escapedForPointer(key))"
    let place = Place(file: file, pointer: pointer)
    var run = RawRun()
    run.sources = [SourceReference(file: file, pointer: pointer)]
    run.status = Claim("finished", at: Place(file: file, pointer: pointer + "/status"))
    run.info = [Attribute("key", key)]
    // A key that is not a tuple is left to the search space to refuse.
    run.architectures = [Claim(space.encoding(key) ?? key, at: place)]
    let task = tasks.first { $0.dataset == dataset }
    run.tasks = [Claim(task?.schema.name.rawValue ?? RunHead.clipped(dataset), at: place)]
    if isTwice {
      run.report(
        Problem(
          "READ-03", at: place, "the key '\(key.prefix(80))' stands twice", expected: "every architecture once",
          hint: "restore the published file"))
    }
    guard let task else { return run }
    run.budget = Claim(task.epochs, at: place)
    readScores(member.value, reading, place, &run)
    var curve = Curve(epochs: task.epochs, metrics: 1)
    switch reading.number(tape.value("val_accuracy", in: member.value)) {
    case .value(let score): curve[0, task.epochs - 1] = score
    case .absent: run.report(RunProblem.missing("'val_accuracy'", fields: ["val_accuracy"], at: place))
    default: run.report(RunProblem.unfit("val_accuracy", "no number", expected: "a number", at: place))
    }
    run.epochs = Array(0..<task.epochs)
    run.curve = curve
    return run
  }

  /// Scores and times of the proxies; those of a proxy that is not there are absent.
  private func readScores(_ record: JSONValue, _ reading: JSONValueReading, _ place: Place, _ run: inout RawRun) {
    let tape = reading.tape
    run.values = Array(repeating: Curve.absent, count: 2 * ZeroCostTask.proxies.count)
    for member in tape.members(of: record) {
      let name = tape.string(member.key) ?? ""
      if ["val_accuracy", "id", "idx", "arch"].contains(name) { continue }
      guard let proxy = ZeroCostTask.proxies.firstIndex(of: name) else {
        run.report(
          Problem(
            "SCHEMA-01", at: place, "'\(name.prefix(80))' is no known proxy",
            expected: "one of \(ZeroCostTask.proxies.joined(separator: ", "))", hint: "its score is not released",
            severity: .warning))
        continue
      }
      for (offset, field) in ["score", "time"].enumerated() {
        switch reading.number(tape.value(field, in: member.value)) {
        case .value(let number): run.values[2 * proxy + offset] = number
        case .absent: break
        default: run.report(RunProblem.unfit("\(name)/\(field)", "no number", expected: "a number", at: place))
        }
      }
    }
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    document.record(at: reference, files, limit: Self.sizeLimit)
  }
}
