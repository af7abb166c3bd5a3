import Bytes
import Core
import JSON

/// Gathers release lines.
struct ReleaseLineWriter: ~Copyable {
  private var writer = JSONWriter()
  /// Names that members of a run already have.
  static let members: Set<String> = [
    "space", "encoding", "task", "budget", "seed", "repeat", "status", "metrics", "costs", "info", "sources",
  ]
  /// Names of the numbers under `info`.
  static let numbers: Set<String> = ["inference_time", "params", "time_total"]

  /// Whether the metric stands under `metrics`, or behind it.
  static func isInside(_ metric: MetricDefinition) -> Bool {
    metric.split != nil || members.contains(metric.name.rawValue)
  }

  mutating func write(_ head: ReleaseHead) {
    writer.beginObject()
    writer.key("cellar_release")
    head.write(to: &writer)
    writer.endObject()
    writer.endDocument()
  }

  mutating func write(_ line: ReleaseLine) {
    writer.beginObject()
    writer.key("space")
    writer.string(line.space.rawValue)
    writer.key("encoding")
    writer.string(line.encoding)
    writer.key("task")
    writer.string(line.task.rawValue)
    writer.key("budget")
    writer.integer(line.budget)
    writer.key("seed")
    writer.optional(line.seed)
    writer.key("repeat")
    writer.optional(line.repetition)
    writer.key("status")
    writer.string(line.status)
    writer.key("metrics")
    writer.beginObject()
    write(line.columns, inside: true)
    writer.endObject()
    write(line.columns, inside: false)
    writer.key("info")
    writeInfo(line)
    writer.key("sources")
    writer.beginArray()
    for source in line.sources { write(source) }
    writer.endArray()
    writer.endObject()
    writer.endDocument()
  }

  /// Gives on what has gathered, if anything.
  mutating func flush<Failure: Error>(_ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
    guard !writer.output.isEmpty else { return }
    try writer.output.withBytes { (bytes) throws(Failure) in try body(bytes) }
    writer.output.removeAll()
  }

  private mutating func write(_ columns: ReleaseColumns, inside: Bool) {
    let absent = Curve.absent.bitPattern
    for (place, name) in columns.names.enumerated() where name.isMetric == inside {
      writer.key(name.name.rawValue)
      writer.beginArray()
      for value in columns[place] {
        if value.bitPattern == absent { writer.null() } else { writer.double(value) }
      }
      writer.endArray()
    }
  }

  private mutating func writeInfo(_ line: ReleaseLine) {
    writer.beginObject()
    writer.key("inference_time")
    writer.optional(line.inferenceTime)
    writer.key("params")
    writer.optional(line.params)
    for value in line.values {
      writer.key(value.name.rawValue)
      writer.double(value.value)
    }
    for fact in line.info {
      // A fact of the name of a number would be a second member of that name.
      writer.key(Self.numbers.contains(fact.key) ? "logged_\(fact.key)" : fact.key)
      writer.string(fact.value)
    }
    writer.endObject()
  }

  private mutating func write(_ source: ReleaseSource) {
    writer.beginObject()
    writer.key("path")
    writer.string(source.path)
    writer.key("sha256")
    if let sha256 = source.sha256 { writer.string(sha256) } else { writer.null() }
    writer.key("pointer")
    writer.string(source.pointer)
    writer.endObject()
  }
}
