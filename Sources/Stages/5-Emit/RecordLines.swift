import Bytes
package import Core
package import JSON

/// The lines of the lists beside the artifacts: one strict JSON object each, with a line feed.
package enum RecordLines {
  static func finding(_ finding: Finding) -> [UInt8] {
    var writer = JSONWriter()
    write(finding, to: &writer)
    writer.endDocument()
    return writer.finish().array
  }

  /// Writes a finding as one object.
  package static func write(_ finding: Finding, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("code", finding.code.rawValue)
    writer.member("severity", finding.severity.rawValue)
    writer.member("path", finding.path)
    if let line = finding.line { writer.member("line", line) }
    if let pointer = finding.pointer { writer.member("pointer", pointer) }
    if let space = finding.space { writer.member("space", space.rawValue) }
    if let encoding = finding.encoding { writer.member("encoding", encoding) }
    if let task = finding.task { writer.member("task", task.rawValue) }
    if let seed = finding.seed { writer.member("seed", seed) }
    writer.member("message", finding.message)
    if let expected = finding.expected { writer.member("expected", expected) }
    writer.member("hint", finding.hint)
    writer.endObject()
  }

  static func quarantined(_ run: QuarantinedRun, sources: [SourceFile], to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("space", run.space?.rawValue)
    writer.member("encoding", run.encoding)
    writer.member("task", run.task?.rawValue)
    writer.member("seed", run.seed)
    writer.key("codes")
    writer.beginArray()
    for code in run.codes { writer.string(code.rawValue) }
    writer.endArray()
    writer.key("sources")
    writer.beginArray()
    for source in run.sources {
      writer.beginObject()
      writer.member("path", sources[source.file].releasePath)
      writer.member("sha256", sources[source.file].sha256)
      writer.member("pointer", source.pointer)
      writer.endObject()
    }
    writer.endArray()
    writer.key("record")
    writer.integer(verbatim: run.record)
    if let evidence = run.evidence { write(evidence, of: run, sources, to: &writer) }
    writer.endObject()
    writer.endDocument()
  }

  static func input(_ file: SourceFile, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("path", file.releasePath)
    writer.member("bytes", file.bytes)
    writer.member("sha256", file.sha256.isEmpty ? nil : file.sha256)
    writer.member("use", file.use.rawValue)
    if !file.parser.isEmpty { writer.member("parser", file.parser) }
    writer.endObject()
    writer.endDocument()
  }
}

extension JSONWriter {
  /// A member with a text, null where there is none.
  mutating func member(_ key: StaticString, _ text: String?) {
    self.key(key)
    if let text { string(text) } else { null() }
  }

  /// A member with a whole number, null where there is none.
  mutating func member(_ key: StaticString, _ value: Int?) {
    self.key(key)
    if let value { integer(value) } else { null() }
  }

  /// A member with a number, null where there is none.
  mutating func member(_ key: StaticString, _ value: Double?) {
    self.key(key)
    if let value { double(value) } else { null() }
  }
}
