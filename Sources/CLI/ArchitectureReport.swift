import Bytes
import Core
import JSON

/// What `cellar arch` says of one encoding.
struct ArchitectureReport {
  private let encoding: String
  private let space: SpaceID?
  private let description: ArchitectureDescription?
  private let error: EncodingError?

  /// - Parameter spaces: tried in order; the first that accepts the encoding counts.
  init(_ encoding: String, spaces: [any SearchSpace]) {
    self.encoding = encoding
    var deepest: (space: SpaceID, error: EncodingError)?
    for space in spaces {
      do throws(EncodingError) {
        let found = try space.describe(encoding)
        description = found
        self.space = found.space
        error = nil
        return
      } catch {
        if deepest == nil || (error.offset ?? 0) > (deepest?.error.offset ?? 0) { deepest = (space.id, error) }
      }
    }
    description = nil
    space = spaces.count == 1 ? spaces[0].id : deepest?.space
    error = deepest?.error
  }

  func appendJSON(to output: inout OutputBytes) {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("space")
    if let space { writer.string(space.rawValue) } else { writer.null() }
    writer.key("encoding")
    writer.string(description?.encoding ?? encoding)
    writer.key("valid")
    writer.boolean(description != nil)
    if let error {
      writer.key("error")
      writer.string("\(error)")
    }
    if let description {
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
    writer.endObject()
    writer.endDocument()
    output.append(writer.finish())
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

  /// For people: a block of lines.
  var text: String {
    guard let description else {
      return "\(encoding)\n  invalid: \(error.map { "\($0)" } ?? "no search space accepts it")\n\n"
    }
    var text = "\(description.encoding)\n  space      \(description.space)\n  canonical  \(description.canonical)\n"
    for membership in description.classes { text += "  class      \(membership.id)\n" }
    if description.isDisconnected { text += "  disconnected: no path of operations joins input and output\n" }
    var rows = [["", "input", "params", "live", "MACs", "live"]]
    let counters = description.costs.first?.counters.map(\.name) ?? []
    rows[0] += counters.map(\.rawValue)
    for cost in description.costs {
      rows.append(
        [
          cost.task.map { "model \($0)" } ?? cost.scope.rawValue, cost.input.map(String.init).joined(separator: "x"),
          "\(cost.params)", "\(cost.paramsLive)", "\(cost.macs)", "\(cost.macsLive)",
        ] + counters.map { cost.counter($0).map(String.init) ?? "" })
    }
    return text + TextTable.text(rows, indent: 2) + "\n"
  }
}
