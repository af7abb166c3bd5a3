import Bytes
import Core
import JSON
import Pipeline

extension InspectionReport {
  /// One object: format, metadata, counts, spaces with their tasks.
  func json(_ input: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.member("path", input)
    writer.member("format", opened.format)
    writer.key("metadata")
    writer.beginObject()
    for fact in opened.release.metadata { writer.member(fact.key, fact.value) }
    writer.endObject()
    writer.key("counts")
    writer.beginObject()
    writer.member("read", opened.counts.read)
    writer.member("released", opened.counts.released)
    writer.member("exact_duplicates", opened.counts.exactDuplicates)
    writer.member("conflicts", opened.counts.conflicts)
    writer.member("quarantined", opened.counts.quarantined)
    writer.endObject()
    opened.writeComplaints(to: &writer)
    container?.write(to: &writer)
    writer.key("spaces")
    writer.beginArray()
    for space in inspection.spaces { write(space, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
    return writer.finish().array
  }

  private func write(_ space: Inspection.Space, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("id", space.id.rawValue)
    writer.member("title", space.title)
    writer.member("size", space.size)
    writer.member("architectures", space.architectures)
    writer.member("classes", space.equivalences.map(\.rawValue))
    writer.member("costs", space.conventions.map(\.rawValue))
    writer.key("cost_conventions")
    writer.beginArray()
    for cost in space.costs { write(cost, to: &writer) }
    writer.endArray()
    writer.member("cells", space.cells)
    writer.member("missing", space.missing)
    writer.key("tasks")
    writer.beginArray()
    for task in space.tasks { write(task, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ cost: Inspection.Cost, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("scope", cost.scope.rawValue)
    writer.key("task")
    if let task = cost.task { writer.string(task.rawValue) } else { writer.null() }
    writer.key("input")
    writer.beginArray()
    for size in cost.input { writer.integer(size) }
    writer.endArray()
    writer.member("counters", cost.counters.map(\.rawValue))
    writer.endObject()
  }

  private func write(_ task: Inspection.Task, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", task.name.rawValue)
    writer.member("score_metric", task.score.rawValue)
    writer.member("budget", task.budget)
    writer.member("runs", task.runs)
    writer.key("seeds")
    writer.beginObject()
    for seed in task.seeds { writer.member("\(seed.seed)", seed.runs) }
    writer.endObject()
    writer.member("seedless", task.seedless)
    writer.key("epochs")
    writer.beginArray()
    if let epochs = task.epochs {
      writer.integer(epochs.lowerBound)
      writer.integer(epochs.upperBound)
    }
    writer.endArray()
    writer.member("repeats", task.repeats)
    writer.member("cells", task.cells)
    writer.member("missing", task.missing)
    writer.member("missing_examples", task.missingExamples)
    for (key, metrics) in [("metrics", task.metrics), ("values", task.values), ("logged", task.logged)] {
      writer.key(key)
      writer.beginArray()
      for metric in metrics { write(metric, to: &writer) }
      writer.endArray()
    }
    writer.endObject()
  }

  private func write(_ metric: Inspection.Metric, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", metric.definition.name.rawValue)
    writer.key("split")
    if let split = metric.definition.split { writer.string(split.rawValue) } else { writer.null() }
    writer.member("unit", metric.definition.unit.rawValue)
    writer.member("direction", metric.definition.direction.rawValue)
    writer.member("values", metric.count)
    writer.member("absent", metric.absent)
    writer.member("special", metric.special)
    for (key, value) in [("min", metric.smallest), ("max", metric.largest)] {
      writer.key(key)
      if let value { writer.double(value) } else { writer.null() }
    }
    writer.endObject()
  }
}

extension JSONWriter {
  mutating func member(_ key: String, _ text: String) {
    self.key(key)
    string(text)
  }

  mutating func member(_ key: String, _ number: Int) {
    self.key(key)
    integer(number)
  }

  mutating func member(_ key: String, _ texts: [String]) {
    self.key(key)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }
}
