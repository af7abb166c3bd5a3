import Bytes
import Core
import JSON

/// One line of a quarantine on the tape.
struct QuarantineLine {
  private let tape: JSONTape
  private let root: JSONValue

  init(_ tape: JSONTape) {
    self.tape = tape
    root = tape.root
  }

  var space: SpaceID? { text("space").map { SpaceID($0) } }

  /// The run of the line; nil where it is no line of a quarantine.
  func run(_ line: Int) -> CarriedRun? {
    guard tape.kind(of: root) == .object, let codes = tape.value("codes", in: root), tape.kind(of: codes) == .array,
      let sources = tape.value("sources", in: root), tape.kind(of: sources) == .array,
      let record = tape.value("record", in: root)
    else { return nil }
    let files = files()
    let evidence: Evidence
    let layout = text("layout") ?? ""
    let told = tape.value("reading", in: root)
    if let told, tape.kind(of: told) == .object {
      evidence = QuarantineReading(JSONNode(told, of: tape), files: files.count).evidence(layout: layout)
    } else {
      evidence = Evidence(layout: layout, reading: claims(files), metrics: [], values: [])
    }
    var run = CarriedRun(
      evidence: evidence, files: files,
      codes: tape.elements(of: codes).compactMap { tape.string($0).map { RuleCode($0) } },
      hasEditedRecord: digest("record") != canonical(record).digest,
      hasEditedReading: told.map { digest("reading") != canonical($0).digest } ?? true, line: line)
    run.evidence.reading.sources = references(sources, files)
    run.evidence.record = canonical(record).text
    if let log = tape.value("log", in: root) { run.evidence.log = canonical(log).text }
    return run
  }

  /// What the line says of a run whose reading it does not tell.
  private func claims(_ files: [SourceFile]) -> RawRun {
    var run = RawRun()
    let place = Place(file: files.isEmpty ? CarriedRun.tellingFile : 0)
    if let encoding = text("encoding") { run.architectures = [Claim(encoding, at: place)] }
    if let task = text("task") { run.tasks = [Claim(task, at: place)] }
    if let seed = tape.value("seed", in: root).flatMap({ tape.integer($0) }) {
      run.seeds = [Claim(Int(seed), at: place)]
    }
    return run
  }

  /// The member `files`, else the files that `sources` names.
  private func files() -> [SourceFile] {
    guard let list = tape.value("files", in: root) ?? tape.value("sources", in: root) else { return [] }
    var files: [SourceFile] = []
    for entry in tape.elements(of: list) {
      guard tape.kind(of: entry) == .object, let path = tape.value("path", in: entry).flatMap({ tape.string($0) })
      else {
        continue
      }
      let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      func text(_ key: String) -> String? { tape.value(key, in: entry).flatMap { tape.string($0) } }
      let file = SourceFile(
        input: parts.count > 1 ? parts[0] : "", path: parts.last ?? "",
        bytes: Int(max(tape.value("bytes", in: entry).flatMap { tape.integer($0) } ?? 0, 0)),
        sha256: text("sha256") ?? "", use: text("use").flatMap { SourceUse(rawValue: $0) } ?? .records,
        parser: text("parser") ?? "")
      if !files.contains(where: { $0.releasePath == file.releasePath }) { files.append(file) }
    }
    return files
  }

  private func references(_ sources: JSONValue, _ files: [SourceFile]) -> [SourceReference] {
    let references = tape.elements(of: sources).compactMap { entry -> SourceReference? in
      guard tape.kind(of: entry) == .object,
        let path = tape.value("path", in: entry).flatMap({ tape.string($0) }),
        let file = files.firstIndex(where: { $0.releasePath == path })
      else { return nil }
      return SourceReference(file: file, pointer: tape.value("pointer", in: entry).flatMap { tape.string($0) } ?? "")
    }
    return references.isEmpty ? [SourceReference(file: CarriedRun.tellingFile, pointer: "")] : references
  }

  private func text(_ key: StaticString) -> String? { tape.value(key, in: root).flatMap { tape.string($0) } }

  private func digest(_ key: StaticString) -> String? {
    tape.value("md5", in: root).flatMap { tape.kind(of: $0) == .object ? tape.value(key, in: $0) : nil }
      .flatMap { tape.string($0) }
  }

  /// A value without white space, its numbers in their shortest form, and the MD5 of that.
  private func canonical(_ value: JSONValue) -> (text: String, digest: String) {
    var writer = JSONWriter()
    writer.value(value, of: tape)
    return (writer.output.string, writer.output.withBytes { MD5.digest(of: $0) }.description)
  }
}
