import Core

/// What the further keys of a `sources:` entry say about records that are mapped field by field.
struct MappedSource: Sendable {
  /// One for each run that a record holds.
  var mappings: [FieldMapping] = []
  var requests = FieldRequests()
  /// Found in the path of a file below its input; its captures are fields of every record.
  var path: Pattern?
  var seedless = SeedlessRecords.unknown
  /// Texts that stand for a value that is missing.
  var missing: Set<String> = [""]

  /// Keys that belong to no run.
  private static let sourceKeys = ["path", "seedless", "missing", "runs"]

  /// A layout that has not been told anything yet.
  init() {}

  /// - Parameters:
  ///   - own: the keys that the layout itself understands.
  ///   - dialect: what its records are.
  /// - Throws: `LayoutOptionError` where a key is unknown or missing, or a value is not understood.
  init(_ options: LayoutOption, own: [String], dialect: MappingDialect) throws(LayoutOptionError) {
    let members = try options.members(MappingOptions.keys(dialect) + Self.sourceKeys + own)
    if let pattern = members["path"] { path = try pattern.pattern() }
    if let seedless = members["seedless"] {
      self.seedless = try seedless.choice(["repeats", "unknown"]) == "repeats" ? .repeats : .unknown
    }
    if let missing = members["missing"] {
      for element in try missing.elements() {
        guard case .text(let text) = element.content else { throw element.fail("\(element.title) must be a text") }
        self.missing.insert(text)
      }
    }
    guard let runs = members["runs"] else {
      mappings = [try MappingOptions(members, whole: options, dialect: dialect).mapping(&requests)]
      return
    }
    for run in try runs.elements() {
      // What the entry does not say, the source says for all.
      let inner = try run.members(MappingOptions.keys(dialect))
      let merged = members.merging(inner) { _, inner in inner }
      mappings.append(try MappingOptions(merged, whole: run, dialect: dialect).mapping(&requests))
    }
    guard !mappings.isEmpty else { throw runs.fail("\(runs.title) must not be empty") }
    try checkTasks(runs)
  }

  /// The columns of every task, in the order of the pipeline file.
  var tasks: [TaskSchema] {
    var tasks: [TaskSchema] = []
    for schema in mappings.flatMap(\.schemas) where !tasks.contains(where: { $0.name == schema.name }) {
      tasks.append(schema)
    }
    return tasks
  }

  /// Two runs of one task have the same columns.
  private func checkTasks(_ option: LayoutOption) throws(LayoutOptionError) {
    for schema in mappings.flatMap(\.schemas) {
      guard let first = tasks.first(where: { $0.name == schema.name }) else { continue }
      let isSame =
        Self.columns(first.metrics) == Self.columns(schema.metrics)
        && Self.columns(first.values) == Self.columns(schema.values)
      guard isSame else { throw option.fail("the runs of task '\(schema.name)' in \(option.title) differ in columns") }
    }
  }

  /// The columns without the fields that they come from.
  private static func columns(_ definitions: [MetricDefinition]) -> [MetricDefinition] {
    definitions.map { definition in
      var definition = definition
      definition.rawName = nil
      return definition
    }
  }
}

/// What the records of a layout are.
enum MappingDialect: Sendable {
  /// Rows of text under named columns.
  case table
  /// JSON values, which may hold lists of numbers and records of epochs.
  case json
  /// The epochs of a run that a text log tells.
  case log
}

extension LayoutOption {
  /// A pattern, with its own error moved to the place in the pipeline file.
  func pattern() throws(LayoutOptionError) -> Pattern {
    let text = try text()
    do throws(PatternError) {
      return try Pattern(text)
    } catch {
      throw fail("\(title) is no pattern: \(error.message) at byte \(error.offset) of '\(text)'")
    }
  }
}
