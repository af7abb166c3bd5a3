import Core
import JSON

extension TransNASRecord {
  /// Reads the metrics of every epoch into release columns, by ascending epoch.
  func readCurve(_ task: TransNASTask, _ run: inout RawRun) {
    guard let metrics = metrics else { return }
    var curve = Curve(epochs: 0, metrics: task.schema.metrics.count)
    let members = tape.members(of: metrics).compactMap { member in
      Self.epochNumber(tape, member.key).map { (number: $0, value: member.value) }
    }
    let epochs = members.map(\.number)
    curve = Curve(epochs: epochs.count, metrics: task.schema.metrics.count)
    let isAscending = zip(epochs, epochs.dropFirst()).allSatisfy { $0 < $1 }
    let ordered = isAscending ? members : members.sorted { $0.number < $1.number }
    for (row, member) in ordered.enumerated() { read(member.value, epoch: member.number, row, task, &curve, &run) }
    for (source, target) in task.negations {
      for row in 0..<curve.epochs where !Curve.isAbsent(curve[source, row]) {
        curve[target, row] = 0 - curve[source, row]
      }
    }
    run.epochs = epochs
    run.curve = curve
  }

  private func read(
    _ value: JSONValue, epoch: Int, _ row: Int, _ task: TransNASTask, _ curve: inout Curve, _ run: inout RawRun
  ) {
    guard tape.kind(of: value) == .object else {
      run.report(
        mismatch(
          value, "/metrics/epoch_\(epoch)", "epoch \(epoch) is \(tape.kind(of: value).description)",
          expected: "an object", "$defs/epoch/type"))
      return
    }
    if let twice = tape.firstDuplicateKey(in: value) { run.report(duplicate(twice)) }
    let fields = task.fields.span
    let names = task.names.span
    var next = 0
    for member in tape.members(of: value) {
      var index = next
      if index >= fields.count || !tape.text(member.key, equals: names, at: fields[index].name) {
        guard let found = fields.indices.first(where: { tape.text(member.key, equals: names, at: fields[$0].name) })
        else {
          unknownMetric(member, epoch, task, &run)
          continue
        }
        index = found
      }
      next = index + 1
      if let number = fields[index].isClock ? seconds(member.value) : tape.double(member.value) {
        curve[fields[index].column, row] = number.isNaN ? .nan : number
      } else {
        let column = task.fileOrder[index]
        run.report(
          mismatch(
            member.value, "/metrics/epoch_\(epoch)/\(column.name)",
            "'\(column.name)' is \(tape.sourceText(of: member.value).prefix(80)) at epoch \(epoch)",
            expected: column.isClock ? "hours, minutes and seconds as \"HH:MM:SS\"" : "a number",
            "$defs/\(Self.definition(task))/properties/\(column.name)"))
      }
    }
  }

  private func unknownMetric(_ member: JSONMember, _ epoch: Int, _ task: TransNASTask, _ run: inout RawRun) {
    let name = tape.string(member.key) ?? ""
    let known = task.fileOrder.map(\.name)
    run.report(
      mismatch(
        member.value, "/metrics/epoch_\(epoch)/\(escapedForPointer(name))",
        "'\(name.prefix(80))' is no metric of \(task.schema.name) (epoch \(epoch))",
        expected: "one of \(known.joined(separator: ", "))", "$defs/\(Self.definition(task))/additionalProperties"))
  }

  private func seconds(_ value: JSONValue) -> Double? {
    guard tape.kind(of: value) == .string, !tape.isEscaped(value) else { return nil }
    return tape.withRawText(value) { ClockTime.seconds($0, 0..<$0.byteCount) }.map(Double.init)
  }

  /// The definition in the schema `raw-run` that describes an epoch of the task.
  private static func definition(_ task: TransNASTask) -> String {
    switch task.schema.name {
    case "room_layout": "layout"
    case "segmentsemantic": "segmentation"
    case "normal", "autoencoder": "generation"
    default: "classification"
    }
  }
}

extension TransNASRecord {
  func duplicate(_ twice: JSONDuplicateKey) -> Problem {
    let location = tape.location(of: twice.key)
    return Problem(
      "READ-03", at: Place(file: file, line: location.line, pointer: tape.pointer(to: twice.key)),
      "key '\(tape.string(twice.key) ?? "")' stands twice in one object: \(tape.location(of: twice.first)) and \(location)",
      expected: "every key once", hint: "two writers mixed their records: restore the file, or train again")
  }

  /// - Parameter path: the pointer below the record.
  func mismatch(
    _ value: JSONValue, _ path: String, _ message: String, expected: String, _ schema: String
  ) -> Problem {
    Problem(
      "SCHEMA-01", at: Place(file: file, line: tape.location(of: value).line, pointer: pointer + path),
      "\(message) (schema raw-run#/\(schema))", expected: expected,
      hint: "restore the record as the training code wrote it")
  }
}
