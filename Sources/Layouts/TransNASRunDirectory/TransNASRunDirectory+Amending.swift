import Bytes
public import Core
import JSON

extension TransNASRunDirectory {
  public func amended(_ run: RawRun, record: String, log: String?) -> RawRun? {
    var tape = JSONTape()
    do throws(JSONError) { try tape.parse(text: record, options: .python) } catch { return nil }
    guard let source = run.sources.first else { return nil }
    var amended = Self.withoutRecord(run, source.file)
    let stated = run.architectures.last { !$0.place.isPath } ?? run.architectures.first
    var value = tape.root
    var encoding = stated?.value ?? ""
    // The whole document will do as well as its one entry.
    if tape.kind(of: value) == .object, tape.count(of: value) == 1, tape.value("finish_train", in: value) == nil {
      for member in tape.members(of: value) where tape.kind(of: member.value) == .object {
        encoding = TransNASReader.clipped(tape.string(member.key) ?? "")
        value = member.value
      }
    }
    let pointer = source.pointer.isEmpty ? "/" + escapedForPointer(encoding) : source.pointer
    amended.sources[0].pointer = pointer
    let claim = Claim(encoding, at: Place(file: source.file, pointer: pointer))
    let place = amended.architectures.firstIndex { $0.place.pointer != nil && $0.place.file == source.file }
    if let place { amended.architectures[place] = claim } else { amended.architectures.append(claim) }
    var reading = TransNASRecord(tape: tape, file: source.file, pointer: pointer)
    reading.readHead(value, &amended)
    let names = Set(amended.tasks.map(\.value))
    if names.count == 1, let task = TransNASTask.all.first(where: { $0.schema.name.rawValue == names.first }) {
      reading.readCurve(task, &amended)
      if let log = log.flatMap({ Self.log($0, file: run.log ?? source.file, task) }) {
        TransNASReader(keys: []).compare(log, task, &amended)
      }
    }
    return amended
  }

  /// `run` without what its record says, and without what was found wrong with that.
  private static func withoutRecord(_ run: RawRun, _ file: Int) -> RawRun {
    var run = run
    run.status = nil
    run.epochs = []
    run.curve = nil
    run.loggedParams = nil
    run.inferenceTime = nil
    run.epochsCompared = nil
    run.problemsOmitted = 0
    let ofRecord: Set<RuleCode> = ["READ-01", "READ-02", "READ-03", "SCHEMA-01"]
    run.problems.removeAll { $0.code == "SRC-01" || ($0.place.file == file && ofRecord.contains($0.code)) }
    return run
  }

  /// The epochs of a text log, as the quarantine repeats them.
  private static func log(_ text: String, file: Int, _ task: TransNASTask) -> TransNASLog? {
    var tape = JSONTape()
    do throws(JSONError) { try tape.parse(text: text) } catch { return nil }
    let node = JSONNode(tape.root, of: tape)["log"]
    guard let epochs = node?["epochs"]?.elements, !epochs.isEmpty else { return nil }
    let lines = node?["lines"]?.elements ?? []
    var log = TransNASLog(file: file)
    for (row, epoch) in epochs.enumerated() {
      guard let number = epoch.integer.map({ Int($0) }) else { return nil }
      log.epochs.append(
        TransNASLog.LoggedEpoch(
          number: number, line: row < lines.count ? lines[row].integer.map { Int($0) } ?? 1 : 1,
          firstValue: log.values.count))
      for column in task.fileOrder {
        let cell = node?["metrics"]?[column.name]?[row]
        log.values.append(cell.flatMap(Self.number) ?? Curve.absent)
      }
    }
    return log
  }

  private static func number(_ node: JSONNode) -> Double? {
    switch node {
    case .string("NaN"): .nan
    case .string("Infinity"): .infinity
    case .string("-Infinity"): -.infinity
    default: node.double
    }
  }
}
