import Bytes
import Core
import JSON

extension RecordLines {
  /// The members `log`, `layout`, `files`, `reading` and `md5`, from which the run can be judged again.
  static func write(
    _ evidence: Evidence, of run: QuarantinedRun, _ sources: [SourceFile], to writer: inout JSONWriter
  ) {
    if let log = evidence.log {
      writer.key("log")
      writer.integer(verbatim: log)
    }
    writer.member("layout", evidence.layout)
    let files = evidence.reading.files
    writer.key("files")
    writer.beginArray()
    for file in files { write(sources[file], to: &writer) }
    writer.endArray()
    let numbers = Dictionary(files.enumerated().map { ($1, $0) }) { first, _ in first }
    let reading = text(of: evidence, numbers)
    writer.key("reading")
    writer.integer(verbatim: reading)
    // By these a reader knows whether somebody changed the line since.
    writer.key("md5")
    writer.beginObject()
    writer.member("record", canonicalDigest(of: run.record))
    writer.member("reading", canonicalDigest(of: reading))
    writer.endObject()
  }

  private static func write(_ file: SourceFile, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("path", file.releasePath)
    writer.member("bytes", file.bytes)
    writer.member("sha256", file.sha256.isEmpty ? nil : file.sha256)
    writer.member("use", file.use.rawValue)
    writer.member("parser", file.parser)
    writer.endObject()
  }

  /// The MD5 of a JSON value without white space, its numbers in their shortest form.
  private static func canonicalDigest(of text: String) -> String? {
    var tape = JSONTape()
    do throws(JSONError) { try tape.parse(text: text) } catch { return nil }
    var writer = JSONWriter()
    writer.value(tape.root, of: tape)
    return writer.finish().withBytes { MD5.digest(of: $0) }.description
  }

  private static func text(of evidence: Evidence, _ numbers: [Int: Int]) -> String {
    let run = evidence.reading
    var writer = EvidenceWriter(numbers: numbers)
    writer.output.beginObject()
    writer.claims("architectures", run.architectures) { $0.string($1) }
    writer.claims("tasks", run.tasks) { $0.string($1) }
    if !run.registryClaims.isEmpty {
      writer.claims("registry", run.registryClaims) { writer, claim in
        switch claim {
        case .index(let index): writer.integer(index)
        case .classID(let kind, let id):
          writer.beginArray()
          writer.string(kind.rawValue)
          writer.string(id)
          writer.endArray()
        }
      }
    }
    writer.claims("seeds", run.seeds) { $0.integer($1) }
    writer.claim("budget", run.budget) { $0.integer($1) }
    writer.claim("status", run.status) { $0.string($1) }
    if let message = run.statusMessage { writer.output.member("status_message", message) }
    writer.claim("params", run.loggedParams) { $0.integer($1) }
    if let time = run.inferenceTime { writer.output.member("inference_time", time) }
    if let repetition = run.repetition { writer.output.member("repeat", repetition) }
    writer.output.key("epochs")
    writer.output.beginArray()
    for epoch in run.epochs { writer.output.integer(epoch) }
    writer.output.endArray()
    if !run.epochLines.isEmpty {
      writer.output.key("epoch_lines")
      writer.output.beginArray()
      for line in run.epochLines { writer.output.integer(line) }
      writer.output.endArray()
    }
    if let curve = run.curve, curve.metrics == evidence.metrics.count { writer.curve(curve, evidence.metrics) }
    if run.values.count == evidence.values.count, !run.values.isEmpty { writer.values(run.values, evidence.values) }
    writer.claims("configuration", run.configuration) { writer, entry in
      writer.beginArray()
      writer.string(entry.key)
      writer.string(entry.value)
      writer.endArray()
    }
    writer.info(run.info)
    writer.problems(run.problems)
    if run.problemsOmitted > 0 { writer.output.member("problems_omitted", run.problemsOmitted) }
    if let log = run.log { writer.output.member("log_file", numbers[log]) }
    if let compared = run.epochsCompared { writer.output.member("epochs_compared", compared) }
    writer.output.endObject()
    return writer.text
  }
}
