import Bytes
import Core
import JSON

/// The document of `JSONDocumentWriter`, cut into parts that are written apart from each other.
struct JSONDocument: Sendable {
  let release: Release
  let index: RunIndex
  let parts: [RunIndex.Part]
  /// The key of each space: its API name, or its id where an earlier space has that name.
  let keys: [String]

  init(_ release: Release) {
    self.release = release
    index = RunIndex(release)
    parts = index.parts(of: release, runs: JSONDocumentWriter.runsPerMember)
    var taken: Set<String> = []
    keys = release.spaces.map { taken.insert($0.apiName).inserted ? $0.apiName : $0.id.rawValue }
  }

  /// Writes one part, the first with the head of the document, the last with its end.
  func write(part number: Int, to writer: inout JSONWriter) {
    if number == 0 { writeHead(to: &writer) }
    if number < parts.count {
      let part = parts[number]
      let isFirst = number == 0 || parts[number - 1].space != part.space
      let isLast = number == parts.count - 1 || parts[number + 1].space != part.space
      if isFirst {
        if number > 0 { writer.output.append(",") }
        JSONWriter.append(to: &writer.output) { $0.key(keys[part.space]) }
        writer.output.append("{")
      } else {
        writer.output.append(",")
      }
      JSONWriter.append(to: &writer.output) { fresh in
        for architecture in part.architectures { write(architecture, part.space, to: &fresh) }
      }
      if isLast { writer.output.append("}") }
    }
    if number + 1 >= parts.count { writer.output.append("}}\n") }
  }

  /// What the authors' API finds in `model_info`; further numbers of a run stand behind them.
  static let infoNames: [MetricName] = [
    "inference_time", "encoder_params", "model_params", "model_FLOPs", "encoder_FLOPs",
  ]

  /// Everything up to and with the brace that opens `data`.
  private func writeHead(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("format")
    writer.string("cellar-api")
    writer.key("schema_version")
    if let version = release.metadata.first(where: { $0.key == "schema_version" }) {
      writer.string(version.value)
    } else {
      writer.null()
    }
    let schemas = taskSchemas
    writer.key("task_list")
    writer.beginArray()
    for schema in schemas { writer.string(schema.name.rawValue) }
    writer.endArray()
    writer.key("info_names")
    writer.beginArray()
    for name in Self.infoNames { writer.string(name.rawValue) }
    writer.endArray()
    writer.key("model_info_counter")
    writer.string(JSONDocumentWriter.flopsCounter.rawValue)
    writer.key("metrics_dict")
    writer.beginObject()
    for schema in schemas {
      writer.key(schema.name.rawValue)
      writer.beginArray()
      for metric in schema.metrics { writer.string(metric.name.rawValue) }
      writer.endArray()
    }
    writer.endObject()
    // What the interface does not need, and a reader who wants the release back does.
    writer.key("space_ids")
    writer.beginObject()
    for (key, space) in zip(keys, release.spaces) {
      writer.key(key)
      writer.string(space.id.rawValue)
    }
    writer.endObject()
    writer.key("release")
    ReleaseHead(release).write(to: &writer)
    writer.key("data")
    writer.beginObject()
  }

  /// All tasks of all spaces, in order of first appearance, with all metrics that any space gives them.
  var taskSchemas: [TaskSchema] {
    var schemas: [TaskSchema] = []
    for task in release.spaces.lazy.flatMap(\.tasks) {
      guard let index = schemas.firstIndex(where: { $0.name == task.name }) else {
        schemas.append(task.schema)
        continue
      }
      for metric in task.schema.metrics where schemas[index].index(of: metric.name) == nil {
        schemas[index].metrics.append(metric)
      }
    }
    return schemas
  }

  private func write(_ architecture: Int, _ space: Int, to writer: inout JSONWriter) {
    let description = release.spaces[space].architectures[architecture].description
    writer.key(description.encoding)
    writer.beginObject()
    for (number, task) in release.spaces[space].tasks.enumerated() {
      var isPrimary = true
      for (group, content) in task.groups.enumerated().reversed() {
        for run in index.runs(space: space, task: number, group: group, architecture: architecture) {
          if isPrimary { writer.key(task.name.rawValue) }
          writer.beginObject()
          write(content.runs[run], budget: content.budget, task, description, to: &writer)
          if isPrimary {
            writer.key("replicates")
            writer.beginArray()
            isPrimary = false
          } else {
            writer.endObject()
          }
        }
      }
      if !isPrimary {
        writer.endArray()
        writer.endObject()
      }
    }
    writer.endObject()
  }

  /// Writes the members of a run, without its braces.
  private func write(
    _ run: ReleasedRun, budget: Int, _ task: ReleasedTask, _ description: ArchitectureDescription,
    to writer: inout JSONWriter
  ) {
    writer.key("total_epochs")
    writer.integer(budget)
    writer.key("seed")
    writer.optional(run.seed)
    if let repetition = run.repetition {
      writer.key("repeat")
      writer.integer(repetition)
    }
    if run.status != JSONDocumentWriter.usualStatus {
      writer.key("status")
      writer.string(run.status)
    }
    let model = description.modelCost(of: task.name)
    let encoder = description.primaryCost
    if run.loggedParams == nil, encoder != nil {
      writer.key("params_logged")
      writer.boolean(false)
    }
    let counter = JSONDocumentWriter.flopsCounter
    writer.key("model_info")
    writer.beginObject()
    writer.key("inference_time")
    writer.optional(run.inferenceTime)
    writer.key("encoder_params")
    writer.optional(run.loggedParams ?? encoder?.params)
    writer.key("model_params")
    writer.optional(model?.params)
    writer.key("model_FLOPs")
    writer.optional(model?.counter(counter))
    writer.key("encoder_FLOPs")
    writer.optional(description.encoderCost(atSizeOf: model)?.counter(counter))
    for (definition, value) in zip(task.schema.values, run.values) where !Self.infoNames.contains(definition.name) {
      writer.key(definition.name.rawValue)
      if Curve.isAbsent(value) { writer.null() } else { writer.double(value) }
    }
    writer.endObject()
    writer.key("metrics")
    writer.beginObject()
    for (column, metric) in task.schema.metrics.enumerated() {
      writer.key(metric.name.rawValue)
      writer.column(column, of: run.curve)
    }
    writer.endObject()
  }
}

extension ArchitectureDescription {
  /// The encoder at the height and width of `model`'s input, or at its first input size.
  func encoderCost(atSizeOf model: CostEntry?) -> CostEntry? {
    let size = model?.input.suffix(2)
    return costs.first { $0.scope == .encoder && $0.input.suffix(2) == size } ?? primaryCost
  }
}
