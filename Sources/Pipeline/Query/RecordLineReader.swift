import Bytes
import Core
import JSON

/// Reads the lines of the lists beside the artifacts, and refuses what no build writes.
struct RecordLineReader {
  private var tape = JSONTape()
  private var scanner = InputLineScanner()
  private let checksDigests: Bool

  /// - Parameter checksDigests: Whether what was kept out has to be what its own digests say.
  init(checksDigests: Bool) { self.checksDigests = checksDigests }

  /// A line of `findings.jsonl`.
  mutating func finding(_ line: RawSpan) throws(RecordLineError) -> Finding {
    try parse(
      line,
      keys: ["code", "severity", "path", "line", "pointer", "space", "encoding", "task", "seed", "message"]
        + ["expected", "hint"])
    let severity = try text("severity")
    guard let severity = Severity(rawValue: severity) else {
      throw RecordLineError("the severity '\(severity)'", expected: "info, warning or error")
    }
    return Finding(
      try Self.code(try text("code")), severity, path: try text("path"), line: try whole("line", from: 1),
      pointer: try optionalText("pointer"), space: try optionalText("space").map { SpaceID($0) },
      encoding: try optionalText("encoding"), task: try optionalText("task").map { TaskName($0) },
      seed: try whole("seed"), message: try text("message"), expected: try optionalText("expected"),
      hint: try text("hint"))
  }

  /// A line of `inputs.jsonl.gz`.
  mutating func input(_ line: RawSpan) throws(RecordLineError) -> SourceFile {
    if let file = scanner.file(line) { return file }
    try parse(line, keys: ["path", "bytes", "sha256", "use", "parser"])
    return try file(tape.root)
  }

  /// A line of `quarantine.jsonl.gz`.
  /// - Parameter number: From 1.
  mutating func keptOut(_ line: RawSpan, number: Int) throws(RecordLineError) -> KeptOutLine {
    try parse(
      line,
      keys: ["space", "encoding", "task", "seed", "codes", "sources", "record", "log", "layout", "files"]
        + ["reading", "md5"])
    var codes: [RuleCode] = []
    for code in try list("codes") {
      guard let text = tape.string(code) else { throw RecordLineError("a code that is no text", expected: "a text") }
      codes.append(try Self.code(text))
    }
    guard !codes.isEmpty else { throw RecordLineError("no code", expected: "the rules that kept the record out") }
    guard tape.value("record", in: tape.root) != nil else { throw Self.lacking("record") }
    var sources: [KeptOutLine.Source] = []
    for source in try list("sources") {
      sources.append(
        KeptOutLine.Source(
          path: try text("path", of: source), sha256: try optionalText("sha256", of: source) ?? "",
          pointer: try text("pointer", of: source)))
    }
    var files: [SourceFile] = []
    if tape.value("files", in: tape.root) != nil {
      for entry in try list("files") { files.append(try file(entry)) }
    }
    if checksDigests { try checkDigests() }
    return KeptOutLine(
      number: number, space: try optionalText("space").map { SpaceID($0) }, encoding: try optionalText("encoding"),
      task: try optionalText("task").map { TaskName($0) }, seed: try whole("seed"), codes: codes, sources: sources,
      files: files)
  }

  /// Parses an object with no key twice and none beside `keys`.
  private mutating func parse(_ line: RawSpan, keys: [StaticString]) throws(RecordLineError) {
    do throws(JSONError) { try tape.parse(line) } catch {
      throw RecordLineError(
        "no JSON at byte \(error.offset) of the line: \(error.reason.message)", expected: "an object")
    }
    guard tape.kind(of: tape.root) == .object else { throw RecordLineError("no object", expected: "an object") }
    if let key = tape.firstDuplicateKey(in: tape.root) {
      throw RecordLineError("the member '\(name(key.key))' twice", expected: "each once")
    }
    for member in tape.members(of: tape.root) where !keys.contains(where: { tape.text(member.key, equals: $0) }) {
      throw RecordLineError("a member '\(name(member.key))'", expected: "none of that name")
    }
  }

  private func name(_ key: JSONValue) -> String { String((tape.string(key) ?? "").prefix(80)) }

  private func file(_ object: JSONValue) throws(RecordLineError) -> SourceFile {
    let path = try text("path", of: object)
    let use = try text("use", of: object)
    guard let use = SourceUse(rawValue: use) else {
      throw RecordLineError(
        "the use '\(use.prefix(80))'", expected: "records, log, not recognized or unreadable")
    }
    guard let bytes = try whole("bytes", of: object, from: 0) else { throw Self.lacking("bytes") }
    let label = path.utf8.firstIndex(of: UInt8(ascii: "/")) ?? path.startIndex
    return SourceFile(
      input: String(path[..<label]), path: String(path[label...].dropFirst(label == path.startIndex ? 0 : 1)),
      bytes: bytes, sha256: try optionalText("sha256", of: object) ?? "", use: use,
      parser: try optionalText("parser", of: object) ?? "")
  }

  /// Checks that neither the record nor its reading was changed since the line was written.
  private func checkDigests() throws(RecordLineError) {
    guard let digests = tape.value("md5", in: tape.root) else { return }
    for member in tape.members(of: digests) {
      guard let stated = tape.string(member.value), let key = tape.string(member.key),
        let value = tape.value(key, in: tape.root)
      else { continue }
      var writer = JSONWriter()
      writer.value(value, of: tape)
      let digest = writer.finish().withBytes { MD5.digest(of: $0) }.description
      if digest != stated {
        throw RecordLineError("'\(key.prefix(80))' of MD5 \(digest)", expected: "\(stated), as its member 'md5' says")
      }
    }
  }

  private static func code(_ text: String) throws(RecordLineError) -> RuleCode {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isCode =
      parts.count == 2 && !parts[0].isEmpty && parts[0].allSatisfy { (0x41...0x5A).contains($0) }
      && parts[1].count == 2 && parts[1].allSatisfy { (0x30...0x39).contains($0) }
    guard isCode else {
      throw RecordLineError("the code '\(text.prefix(80))'", expected: "the code of a rule, such as RUN-01")
    }
    return RuleCode(text)
  }

  private static func lacking(_ key: StaticString) -> RecordLineError {
    RecordLineError("no '\(key)'", expected: "a line with it")
  }

  private func list(_ key: StaticString) throws(RecordLineError) -> JSONElements {
    guard let value = tape.value(key, in: tape.root) else { throw Self.lacking(key) }
    guard tape.kind(of: value) == .array else { throw RecordLineError("'\(key)' is no list", expected: "a list") }
    return tape.elements(of: value)
  }

  private func text(_ key: StaticString, of object: JSONValue? = nil) throws(RecordLineError) -> String {
    guard let text = try optionalText(key, of: object) else { throw Self.lacking(key) }
    return text
  }

  /// Nil where the member is null or not there.
  private func optionalText(_ key: StaticString, of object: JSONValue? = nil) throws(RecordLineError) -> String? {
    guard let value = tape.value(key, in: object ?? tape.root), !tape.isNull(value) else { return nil }
    guard let text = tape.string(value) else { throw RecordLineError("'\(key)' is no text", expected: "a text") }
    return text
  }

  /// Nil where the member is null or not there.
  private func whole(
    _ key: StaticString, of object: JSONValue? = nil, from least: Int = .min
  ) throws(RecordLineError) -> Int? {
    guard let value = tape.value(key, in: object ?? tape.root), !tape.isNull(value) else { return nil }
    guard let number = tape.integer(value), number >= least else {
      throw RecordLineError(
        "'\(key)' is no such number", expected: least == .min ? "a whole number" : "a whole number from \(least) on")
    }
    return Int(number)
  }
}
