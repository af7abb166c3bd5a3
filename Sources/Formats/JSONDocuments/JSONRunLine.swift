import Bytes
import Core
import JSON

/// Writes runs of one group as the lines of `<name>.jsonl.gz`.
struct JSONRunLine {
  let release: Release
  let space: ReleasedSpace
  let task: ReleasedTask
  let budget: Int
  /// The columns inside and behind `metrics`.
  private let inside: [Int]
  private let behind: [Int]

  private static let members: Set<String> = [
    "space", "encoding", "task", "budget", "seed", "repeat", "status", "metrics", "costs", "values", "info", "sources",
  ]

  init(release: Release, space: ReleasedSpace, task: ReleasedTask, budget: Int) {
    self.release = release
    self.space = space
    self.task = task
    self.budget = budget
    let metrics = task.schema.metrics
    behind = metrics.indices.filter { metrics[$0].split == nil && !Self.members.contains(metrics[$0].name.rawValue) }
    inside = metrics.indices.filter { [behind] in !behind.contains($0) }
  }

  /// Writes `run` as one object.
  /// - Parameter hasFacts: Whether its facts are written, which few artifacts hold.
  /// - Returns: The offset in the output at which its facts end.
  @discardableResult
  func write(_ run: ReleasedRun, hasFacts: Bool = true, to writer: inout JSONWriter) -> Int {
    let description = space.architectures[run.architecture].description
    writer.beginObject()
    writer.key("space")
    writer.string(space.id.rawValue)
    writer.key("encoding")
    writer.string(description.encoding)
    writer.key("task")
    writer.string(task.name.rawValue)
    writer.key("budget")
    writer.integer(budget)
    writer.key("seed")
    writer.optional(run.seed)
    writer.key("repeat")
    writer.optional(run.repetition)
    writer.key("status")
    writer.string(run.status)
    writer.key("metrics")
    writer.beginObject()
    write(inside, of: run, to: &writer)
    writer.endObject()
    write(behind, of: run, to: &writer)
    writer.key("costs")
    write(description, to: &writer)
    if !run.values.isEmpty {
      writer.key("values")
      writer.beginObject()
      for (definition, value) in zip(task.schema.values, run.values) {
        writer.key(definition.name.rawValue)
        if Curve.isAbsent(value) { writer.null() } else { writer.double(value) }
      }
      writer.endObject()
    }
    writer.key("info")
    writer.beginObject()
    writeInfo(of: run, facts: hasFacts ? run.info : [], to: &writer)
    let end = writer.output.count
    writer.endObject()
    writer.key("sources")
    writer.beginArray()
    for source in run.sources { write(source, to: &writer) }
    writer.endArray()
    writer.endObject()
    return end
  }

  private func write(_ columns: [Int], of run: ReleasedRun, to writer: inout JSONWriter) {
    for column in columns {
      writer.key(task.schema.metrics[column].name.rawValue)
      writer.column(column, of: run.curve)
    }
  }

  private func write(_ description: ArchitectureDescription, to writer: inout JSONWriter) {
    writer.beginObject()
    forEachCost(of: description) { name, value in
      writer.key(name)
      writer.integer(value)
    }
    writer.endObject()
  }

  /// Calls `body` with every member of `costs`, in order.
  func forEachCost(of description: ArchitectureDescription, _ body: (String, Int) -> Void) {
    if let encoder = description.primaryCost {
      body("params", encoder.params)
      body("params_live", encoder.paramsLive)
      body("macs", encoder.macs)
      body("macs_live", encoder.macsLive)
    }
    if let model = description.modelCost(of: task.name) {
      body("model_params", model.params)
      body("model_macs", model.macs)
      for counter in model.counters { body("model_\(counter.name)", counter.value) }
    }
    for counter in description.primaryCost?.counters ?? [] { body("encoder_\(counter.name)", counter.value) }
  }

  private func writeInfo(of run: ReleasedRun, facts: [Attribute], to writer: inout JSONWriter) {
    writer.key("inference_time")
    writer.optional(run.inferenceTime)
    writer.key("params")
    writer.optional(run.loggedParams)
    writer.key("time_total")
    writer.optional(run.totalTime)
    for fact in facts {
      // A fact of the name of a number above would be a second member of that name.
      writer.key(ReleaseLineWriter.numbers.contains(fact.key) ? "logged_\(fact.key)" : fact.key)
      writer.string(fact.value)
    }
  }

  private func write(_ source: SourceReference, to writer: inout JSONWriter) {
    let file = release.sources[source.file]
    writer.beginObject()
    writer.key("path")
    writer.string(file.releasePath)
    writer.key("sha256")
    if file.sha256.isEmpty { writer.null() } else { writer.string(file.sha256) }
    writer.key("pointer")
    writer.string(source.pointer)
    writer.endObject()
  }
}
