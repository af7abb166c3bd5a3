import Core
import JSON

extension ReleaseHead {
  /// Reads the value of `cellar_release`.
  /// - Throws: `ReleaseLineFault` for anything missing, unknown or of another type.
  init(_ value: JSONValue, of tape: borrowing JSONTape) throws(ReleaseLineFault) {
    let reader = JSONFieldReader(value, tape)
    try reader.expectMembers(["schema_version", "metadata", "tasks"], tape)
    let version = try reader.text("schema_version", tape)
    guard version == Self.version else {
      throw reader.fault("schema_version", tape, "version '\(version)'", expected: "'\(Self.version)'")
    }
    var metadata: [Attribute] = []
    for member in tape.members(of: try reader.object("metadata", tape)) {
      guard let text = tape.string(member.value) else {
        throw ReleaseLineFault(member.value, tape, "\(tape.kind(of: member.value).description)", expected: "a text")
      }
      metadata.append(Attribute(tape.string(member.key) ?? "", text))
    }
    var tasks: [ReleaseHeadTask] = []
    for task in tape.elements(of: try reader.array("tasks", tape)) {
      tasks.append(try ReleaseHeadTask(JSONFieldReader(task, tape), tape))
    }
    self.init(metadata: metadata, tasks: tasks)
  }
}

extension ReleaseHeadTask {
  fileprivate init(_ reader: JSONFieldReader, _ tape: borrowing JSONTape) throws(ReleaseLineFault) {
    try reader.expectMembers(["space", "name", "score", "budgets", "metrics", "values"], tape)
    var budgets: [Int] = []
    for budget in tape.elements(of: try reader.array("budgets", tape)) {
      guard let epochs = tape.integer(budget), epochs >= 0 else {
        throw ReleaseLineFault(budget, tape, "budget \(tape.sourceText(of: budget).prefix(80))", expected: "epochs")
      }
      budgets.append(Int(epochs))
    }
    let name = TaskName(try reader.text("name", tape))
    self.init(
      space: SpaceID(try reader.text("space", tape)),
      schema: TaskSchema(name: name, metrics: try Self.columns(reader, "metrics", tape)),
      scoreMetric: MetricName(try reader.text("score", tape)), budgets: budgets,
      values: try Self.columns(reader, "values", tape))
  }

  private static func columns(
    _ reader: JSONFieldReader, _ key: StaticString, _ tape: borrowing JSONTape
  ) throws(ReleaseLineFault) -> [MetricDefinition] {
    var columns: [MetricDefinition] = []
    var names: Set<MetricName> = []
    for element in tape.elements(of: try reader.array(key, tape)) {
      let column = JSONFieldReader(element, tape)
      try column.expectMembers(
        ["name", "split", "unit", "direction", "lower", "upper", "title", "formula"], tape)
      let definition = MetricDefinition(
        name: MetricName(try column.text("name", tape)), rawName: nil,
        split: try column.optional("split", tape, Split.init(rawValue:)),
        unit: try column.word("unit", tape, MeasurementUnit.init(rawValue:)),
        direction: try column.word("direction", tape, Direction.init(rawValue:)),
        lower: try column.number("lower", tape), upper: try column.number("upper", tape),
        title: try column.text("title", tape), formula: try column.optional("formula", tape) { $0 })
      guard names.insert(definition.name).inserted else {
        throw column.fault("name", tape, "'\(definition.name)' for the second time", expected: "every name once")
      }
      columns.append(definition)
    }
    return columns
  }
}
