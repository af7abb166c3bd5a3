import Core
import JSON

extension ReleaseHead {
  /// Writes the value of `cellar_release`.
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("schema_version")
    writer.string(Self.version)
    writer.key("metadata")
    writer.beginObject()
    for attribute in metadata {
      writer.key(attribute.key)
      writer.string(attribute.value)
    }
    writer.endObject()
    writer.key("tasks")
    writer.beginArray()
    for task in tasks { write(task, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private func write(_ task: ReleaseHeadTask, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("space")
    writer.string(task.space.rawValue)
    writer.key("name")
    writer.string(task.name.rawValue)
    writer.key("score")
    writer.string(task.scoreMetric.rawValue)
    writer.key("budgets")
    writer.beginArray()
    for budget in task.budgets { writer.integer(budget) }
    writer.endArray()
    writer.key("metrics")
    write(task.schema.metrics, to: &writer)
    writer.key("values")
    write(task.values, to: &writer)
    writer.endObject()
  }

  private func write(_ columns: [MetricDefinition], to writer: inout JSONWriter) {
    writer.beginArray()
    for column in columns {
      writer.beginObject()
      writer.key("name")
      writer.string(column.name.rawValue)
      writer.key("split")
      if let split = column.split { writer.string(split.rawValue) } else { writer.null() }
      writer.key("unit")
      writer.string(column.unit.rawValue)
      writer.key("direction")
      writer.string(column.direction.rawValue)
      writer.key("lower")
      writer.optional(column.lower)
      writer.key("upper")
      writer.optional(column.upper)
      writer.key("title")
      writer.string(column.title)
      writer.key("formula")
      if let formula = column.formula { writer.string(formula) } else { writer.null() }
      writer.endObject()
    }
    writer.endArray()
  }
}
