import Bytes
import Core
import JSON

/// Turns the entry of one architecture into release lines; keep one per thread.
struct JSONDocumentEntry: ~Copyable {
  private let head: JSONDocumentHead
  private var tape = JSONTape()
  private var writer = ReleaseLineWriter()

  init(_ head: JSONDocumentHead) { self.head = head }

  mutating func lines(_ entry: JSONDocumentScanner.Value) throws(ReleaseLineFault) -> [UInt8] {
    do throws(ReleaseLineFault) {
      let key = try text(entry.keys[1])
      let encoding = try text(entry.keys[2])
      let space = head.spaces[key] ?? SpaceID(key)
      do throws(JSONError) {
        try entry.bytes.withBytes { (bytes) throws(JSONError) in try tape.parse(bytes) }
      } catch {
        throw ReleaseLineFault(error)
      }
      try expectObject(tape.root)
      for member in tape.members(of: tape.root) {
        let name = TaskName(tape.string(member.key) ?? "")
        guard let task = head.task(name, of: space) else {
          throw ReleaseLineFault(member.key, tape, "task '\(name)' of '\(space)'", expected: "a task of the release")
        }
        try write(member.value, task, space, encoding)
      }
      var lines: [UInt8] = []
      writer.flush { lines = $0.array(0..<$0.byteCount) }
      return lines
    } catch {
      var fault = error
      fault.offset += entry.offset
      fault.pointer = (entry.keys.map { "/" + Self.plain($0) }).joined() + fault.pointer
      throw fault
    }
  }

  private static func plain(_ key: [UInt8]) -> String { String(decoding: key.dropFirst().dropLast(), as: UTF8.self) }

  /// The text of a key with its quotes.
  private mutating func text(_ key: [UInt8]) throws(ReleaseLineFault) -> String {
    do throws(JSONError) {
      try key.withBytes { (bytes) throws(JSONError) in try tape.parse(bytes) }
    } catch {
      throw ReleaseLineFault(offset: 0, "a key: \(error.reason.message)")
    }
    return tape.string(tape.root) ?? ""
  }

  private func expectObject(_ value: JSONValue) throws(ReleaseLineFault) {
    guard tape.kind(of: value) == .object else {
      throw ReleaseLineFault(value, tape, tape.kind(of: value).description, expected: "an object")
    }
    if let twice = tape.firstDuplicateKey(in: value) {
      throw ReleaseLineFault(twice.key, tape, "a key for the second time", expected: "every key once")
    }
  }

  /// Writes a run and its replicates.
  private mutating func write(
    _ value: JSONValue, _ task: ReleaseHeadTask, _ space: SpaceID, _ encoding: String
  ) throws(ReleaseLineFault) {
    let replicates = try writeRun(value, task, space, encoding)
    guard let replicates else { return }
    guard tape.kind(of: replicates) == .array else {
      throw ReleaseLineFault(replicates, tape, tape.kind(of: replicates).description, expected: "an array")
    }
    for replicate in tape.elements(of: replicates) {
      if let inner = try writeRun(replicate, task, space, encoding) {
        throw ReleaseLineFault(inner, tape, "replicates of a replicate", expected: "none")
      }
    }
  }

  private mutating func writeRun(
    _ value: JSONValue, _ task: ReleaseHeadTask, _ space: SpaceID, _ encoding: String
  ) throws(ReleaseLineFault) -> JSONValue? {
    try expectObject(value)
    var run = ReleaseLine(
      space: space, encoding: encoding, task: task.name, budget: -1, seed: nil, repetition: nil,
      status: JSONDocumentWriter.usualStatus,
      columns: ReleaseColumns())
    var replicates: JSONValue?
    var hasLoggedParams = true
    for member in tape.members(of: value) {
      let value = member.value
      switch tape.string(member.key) ?? "" {
      case "total_epochs": run.budget = try integer(value) ?? -1
      case "seed": run.seed = try integer(value)
      case "repeat": run.repetition = try integer(value)
      case "status":
        guard let status = tape.string(value) else { throw mismatch(value, "a text") }
        run.status = status
      case "params_logged": hasLoggedParams = tape.boolean(value) ?? true
      case "model_info":
        try expectObject(value)
        if let params = tape.value("encoder_params", in: value) { run.params = try integer(params) }
        if let time = tape.value("inference_time", in: value) { run.inferenceTime = try tape.releaseNumber(time) }
        for definition in task.values where !JSONDocument.infoNames.contains(definition.name) {
          guard let found = number(definition.name, of: value), let double = try tape.releaseNumber(found) else {
            continue
          }
          run.values.append(ReleaseValue(name: definition.name, value: double))
        }
      case "metrics": run.columns = try columns(value, task.schema)
      case "replicates": replicates = value
      case let key:
        throw ReleaseLineFault(member.key, tape, "'\(key.prefix(80))'", expected: "a member of a run")
      }
    }
    guard run.budget >= 0 else { throw mismatch(value, "a run with total_epochs of at least 0") }
    if !hasLoggedParams { run.params = nil }
    writer.write(run)
    return replicates
  }

  private func number(_ name: MetricName, of object: JSONValue) -> JSONValue? {
    let bytes = Array(name.rawValue.utf8)
    return tape.members(of: object).first { tape.text($0.key, equals: bytes) }?.value
  }

  private func columns(_ value: JSONValue, _ schema: TaskSchema) throws(ReleaseLineFault) -> ReleaseColumns {
    try expectObject(value)
    var columns = ReleaseColumns()
    for member in tape.members(of: value) {
      let place = columns.names.count
      guard
        let metric =
          place < schema.metrics.count && tape.text(member.key, equals: Array(schema.metrics[place].name.rawValue.utf8))
          ? schema.metrics[place]
          : schema.metrics.first(where: { tape.text(member.key, equals: Array($0.name.rawValue.utf8)) })
      else { throw mismatch(member.key, "a metric of '\(schema.name)'") }
      guard tape.kind(of: member.value) == .array else { throw mismatch(member.value, "an array of numbers") }
      let name = ReleaseColumns.Name(metric.name, isMetric: ReleaseLineWriter.isInside(metric))
      let other = try columns.append(name) { (values) throws(ReleaseLineFault) in
        for element in tape.elements(of: member.value) {
          values.append(try tape.releaseNumber(element) ?? Curve.absent)
        }
      }
      if other != nil { throw mismatch(member.value, "\(columns.epochs) epochs") }
    }
    return columns
  }

  private func integer(_ value: JSONValue) throws(ReleaseLineFault) -> Int? {
    if tape.isNull(value) { return nil }
    guard let number = tape.integer(value) else { throw mismatch(value, "a whole number or null") }
    return Int(number)
  }

  private func mismatch(_ value: JSONValue, _ expected: String) -> ReleaseLineFault {
    let found =
      tape.count(of: value) == 0 ? String(tape.sourceText(of: value).prefix(80)) : tape.kind(of: value).description
    return ReleaseLineFault(value, tape, found, expected: expected)
  }
}
