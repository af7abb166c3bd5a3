import Bytes
import Core
import JSON

extension ArchitectureReport {
  /// Appends one line: space, encoding, valid, error where there is one, canonical, classes, costs.
  func appendJSON(to output: inout OutputBytes) {
    var writer = JSONWriter()
    writer.beginObject()
    switch finding {
    case .described(let space, let description):
      appendHead(space.id, description.encoding, &writer)
      append(description, &writer)
    case .ambiguous: appendHead(nil, encoding, &writer)
    case .refused(let space, _): appendHead(space, encoding, &writer)
    }
    writer.endObject()
    writer.endDocument()
    output.append(writer.finish())
  }

  private func appendHead(_ space: SpaceID?, _ encoding: String, _ writer: inout JSONWriter) {
    writer.key("space")
    if let space { writer.string(space.rawValue) } else { writer.null() }
    writer.key("encoding")
    writer.string(encoding)
    writer.key("valid")
    writer.boolean(fault == nil)
    guard let fault else { return }
    writer.key("error")
    writer.string(fault)
  }

  private func append(_ description: ArchitectureDescription, _ writer: inout JSONWriter) {
    writer.key("canonical")
    writer.string(description.canonical)
    writer.key("classes")
    writer.beginObject()
    for membership in description.classes {
      writer.key(membership.kind.rawValue)
      writer.string(membership.id)
    }
    writer.endObject()
    writer.key("costs")
    writer.beginArray()
    for cost in description.costs { append(cost, &writer) }
    writer.endArray()
  }

  private func append(_ cost: CostEntry, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("scope")
    writer.string(cost.scope.rawValue)
    writer.key("task")
    if let task = cost.task { writer.string(task.rawValue) } else { writer.null() }
    writer.key("input")
    writer.beginArray()
    for size in cost.input { writer.integer(size) }
    writer.endArray()
    writer.key("params")
    writer.integer(cost.params)
    writer.key("params_live")
    writer.integer(cost.paramsLive)
    writer.key("macs")
    writer.integer(cost.macs)
    writer.key("macs_live")
    writer.integer(cost.macsLive)
    writer.key("counters")
    writer.beginObject()
    for counter in cost.counters {
      writer.key(counter.name.rawValue)
      writer.integer(counter.value)
    }
    writer.endObject()
    writer.endObject()
  }
}
