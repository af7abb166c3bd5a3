import Core

/// Reads the keys that say what the fields of one run mean.
struct MappingOptions {
  private let members: [String: LayoutOption]
  private let whole: LayoutOption
  private let dialect: MappingDialect

  static func keys(_ dialect: MappingDialect) -> [String] {
    let keys = [
      "encoding", "task", "seed", "repeat", "budget", "epoch", "status", "metrics", "values", "info", "params",
      "inference_time",
    ]
    return dialect == .json ? keys + ["epochs"] : keys
  }

  init(_ members: [String: LayoutOption], whole: LayoutOption, dialect: MappingDialect) {
    self.members = members
    self.whole = whole
    self.dialect = dialect
  }

  func mapping(_ requests: inout FieldRequests) throws(LayoutOptionError) -> FieldMapping {
    let encoding = try require("encoding").textSource(&requests)
    let (task, taskNames, known) = try taskSource(&requests)
    var mapping = FieldMapping(encoding: encoding, task: task)
    mapping.taskNames = taskNames
    mapping.seed = try members["seed"]?.textSource(&requests)
    mapping.repetition = try members["repeat"]?.textSource(&requests)
    mapping.budget = try budget(&requests)
    mapping.epoch = try epoch(&requests)
    mapping.status = try status(&requests)
    let isByEpoch = mapping.epoch != nil
    let metrics = try columns(ColumnOption.metrics(members["metrics"], isFinalOnly: !isByEpoch), &requests)
    let values = try columns(ColumnOption.values(members["values"]), &requests)
    guard !metrics.columns.isEmpty else { throw whole.fail("\(whole.title) needs 'metrics': what a run is judged by") }
    if let twice = metrics.columns.first(where: { metric in values.columns.contains { $0.name == metric.name } }) {
      throw whole.fail("'\(twice.name)' stands in 'metrics' and in 'values' of \(whole.title)")
    }
    mapping.metrics = metrics.columns
    mapping.values = values.columns
    mapping.info = try info(&requests)
    if let params = members["params"] { mapping.params = requests.text(try params.text()) }
    mapping.inferenceTime = try inferenceTime(&requests)
    mapping.schemas = known.map {
      TaskSchema(name: TaskName($0), metrics: metrics.definitions, values: values.definitions)
    }
    return mapping
  }

  private func require(_ key: String) throws(LayoutOptionError) -> LayoutOption {
    guard let option = members[key] else { throw whole.fail("\(whole.title) needs '\(key)'") }
    return option
  }

  /// `{constant: …}`, or `{field: …, names: {word: name}}`, or `{field: …, known: [name]}`.
  private func taskSource(
    _ requests: inout FieldRequests
  ) throws(LayoutOptionError) -> (TextSource, names: [String: String], known: [String]) {
    let option = try require("task")
    let source = try option.textSource(&requests, further: ["names", "known"])
    guard case .mapping(let entries) = option.content else { throw Self.unknownTasks(option) }
    var names: [String: String] = [:]
    var known: [String] = []
    if case .constant(let name) = source { known.append(name) }
    if let option = entries.first(where: { $0.key == "names" })?.value {
      for entry in try option.entries() {
        names[entry.key] = try entry.value.text()
        try known.append(entry.value.text())
      }
    }
    if let option = entries.first(where: { $0.key == "known" })?.value {
      for element in try option.elements() { try known.append(element.text()) }
    }
    guard !known.isEmpty else { throw Self.unknownTasks(option) }
    if case .otherwise(_, let word) = source, !known.contains(names[word] ?? word) {
      throw option.fail("\(option.title) is '\(word)' otherwise, which is none of its tasks")
    }
    var unique: [String] = []
    for name in known where !unique.contains(name) {
      guard !name.contains("/"), name != "." else { throw option.fail("a task cannot be named '\(name)'") }
      unique.append(name)
    }
    return (source, names, unique)
  }

  private static func unknownTasks(_ option: LayoutOption) -> LayoutOptionError {
    option.fail(
      "\(option.title) must say which tasks there are: {constant: name}, {field: f, known: [name, …]} or "
        + "{field: f, names: {word: name, …}}")
  }

  private func budget(_ requests: inout FieldRequests) throws(LayoutOptionError) -> TextSource? {
    guard let option = members["budget"] else {
      guard dialect == .json || members["epoch"] != nil else {
        throw whole.fail("\(whole.title) needs 'budget': a final value stands at the last of how many epochs?")
      }
      return nil
    }
    let source = try option.textSource(&requests)
    let fixed: String? =
      switch source {
      case .constant(let text), .otherwise(_, let text): text
      default: nil
      }
    if let text = fixed {
      guard let number = WholeNumber.parse(text), number > 0, number <= RunAssembler.epochLimit else {
        throw option.fail("\(option.title) is '\(text)'; expected a number of epochs")
      }
    }
    return source
  }

  private func epoch(_ requests: inout FieldRequests) throws(LayoutOptionError) -> FieldMapping.EpochSource? {
    if dialect == .log {
      // The epochs of a log are told apart by its reader, which also knows the keys.
      guard case .mapping(let entries) = members["epoch"]?.content else {
        return members["epoch"] == nil ? nil : .inside(keepsLast: false)
      }
      let repeated = try entries.first { $0.key == "repeated" }?.value.choice(["error", "last"])
      return .inside(keepsLast: repeated == "last")
    }
    if let epochs = members["epochs"] {
      if let epoch = members["epoch"] { throw epoch.fail("\(epoch.title) and 'epochs' exclude each other") }
      if case .text = epochs.content { return .list(field: try epochs.text(), first: 0, prefix: "") }
      let keys = try epochs.members(["field", "from", "prefix"])
      guard let field = try keys["field"]?.text() else { throw epochs.fail("\(epochs.title) needs 'field'") }
      return .list(
        field: field, first: try keys["from"]?.choice(["0", "1"]) == "1" ? 1 : 0,
        prefix: try keys["prefix"]?.text() ?? "")
    }
    guard let option = members["epoch"] else { return nil }
    let source = try option.textSource(&requests, further: ["from", "repeated"])
    guard case .mapping(let entries) = option.content else { return .field(source, first: 0, keepsLast: false) }
    let from = try entries.first { $0.key == "from" }?.value.choice(["0", "1"])
    let repeated = try entries.first { $0.key == "repeated" }?.value.choice(["error", "last"])
    return .field(source, first: from == "1" ? 1 : 0, keepsLast: repeated == "last")
  }

  /// `{field: …, finished: [word], running: [word], corrupted: [word]}`
  private func status(_ requests: inout FieldRequests) throws(LayoutOptionError) -> FieldMapping.StatusSource? {
    guard let option = members["status"] else { return nil }
    let words = ["finished", "running", "corrupted"]
    let source = try option.textSource(&requests, further: words)
    var meanings: [String: String] = [:]
    if case .mapping(let entries) = option.content {
      for entry in entries where words.contains(entry.key) {
        for element in try entry.value.elements() { meanings[try element.text()] = entry.key }
      }
    }
    return FieldMapping.StatusSource(
      text: source, meanings: meanings, anyWordIsTheEnd: dialect == .log && !meanings.values.contains("finished"))
  }

  private func columns(
    _ options: [ColumnOption], _ requests: inout FieldRequests
  ) throws(LayoutOptionError) -> (columns: [FieldMapping.Column], definitions: [MetricDefinition]) {
    var columns: [FieldMapping.Column] = []
    for option in options {
      columns.append(
        FieldMapping.Column(
          number: requests.number(option.field, isRequired: !option.mayBeMissing), field: option.field,
          name: option.definition.name.rawValue,
          mayBeMissing: option.mayBeMissing))
    }
    return (columns, options.map(\.definition))
  }

  /// A list of fields, or a mapping of names to fields.
  private func info(_ requests: inout FieldRequests) throws(LayoutOptionError) -> [FieldMapping.Info] {
    guard let option = members["info"] else { return [] }
    var info: [FieldMapping.Info] = []
    if case .list(let elements) = option.content {
      for element in elements {
        let field = try element.text()
        guard !info.contains(where: { $0.name == field }) else {
          throw element.fail("'\(field)' stands twice in \(option.title)")
        }
        info.append(FieldMapping.Info(name: field, text: requests.text(field)))
      }
    } else {
      for entry in try option.entries() {
        info.append(FieldMapping.Info(name: entry.key, text: requests.text(try entry.value.text())))
      }
    }
    return info
  }

  private func inferenceTime(
    _ requests: inout FieldRequests
  ) throws(LayoutOptionError) -> FieldMapping.InferenceTime? {
    guard let option = members["inference_time"] else { return nil }
    let members = try option.members(["field", "unit"])
    guard let field = try members["field"]?.text() else { throw option.fail("\(option.title) needs 'field'") }
    guard let unit = try members["unit"]?.choice(["seconds", "milliseconds"]) else {
      throw option.fail("\(option.title) needs 'unit': seconds or milliseconds")
    }
    return FieldMapping.InferenceTime(
      number: requests.number(field), field: field, unitsPerSecond: unit == "seconds" ? 1 : 1000)
  }
}
