import Bytes
import Core
import JSON

/// The lists beside the artifacts of a release: manifest, inputs, findings.
struct ReleaseLists {
  let directory: String
  let gzip: any ByteCodec

  /// The most bytes of a list.
  private static let limit = 1 << 31

  /// - Throws: `BuildError.input`
  func manifest() throws(BuildError) -> JSONNode {
    var tape = JSONTape()
    try parse("manifest.json") { (text) throws(BuildError) in try self.parse(text, "manifest.json", &tape) }
    return JSONNode(tape.root, of: tape)
  }

  /// Every file that the release was made from, as `inputs.jsonl.gz` lists them.
  func inputs() throws(BuildError) -> [SourceFile] {
    var files: [SourceFile] = []
    try forEachLine(of: "inputs.jsonl.gz") { line in
      guard let path = line["path"]?.string, let bytes = line["bytes"]?.integer, bytes >= 0 else { return }
      let parts = path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      files.append(
        SourceFile(
          input: parts.count > 1 ? parts[0] : "", path: parts.last ?? "", bytes: Int(bytes),
          sha256: line["sha256"]?.string ?? "", use: SourceUse(rawValue: line["use"]?.string ?? "") ?? .records,
          parser: line["parser"]?.string ?? ""))
    }
    return files
  }

  func findings() throws(BuildError) -> [Finding] {
    var findings: [Finding] = []
    try forEachLine(of: "findings.jsonl") { line in
      guard let code = line["code"]?.string,
        let severity = line["severity"]?.string.flatMap({ Severity(rawValue: $0) }),
        let message = line["message"]?.string
      else { return }
      findings.append(
        Finding(
          RuleCode(code), severity, path: line["path"]?.string ?? "", line: line["line"]?.integer.map { Int($0) },
          pointer: line["pointer"]?.string, space: line["space"]?.string.map { SpaceID($0) },
          encoding: line["encoding"]?.string, task: line["task"]?.string.map { TaskName($0) },
          seed: line["seed"]?.integer.map { Int($0) }, message: message, expected: line["expected"]?.string,
          hint: line["hint"]?.string ?? ""))
    }
    return findings
  }

  private func forEachLine(of name: String, _ body: (JSONNode) -> Void) throws(BuildError) {
    guard FileSystem.exists("\(directory)/\(name)") else { return }
    try parse(name) { (text) throws(BuildError) in
      var tape = JSONTape()
      var offset = 0
      while let range = text.nextLine(at: &offset) {
        if text.offsetAfterWhitespace(from: range.lowerBound) >= range.upperBound { continue }
        try self.parse(text.extracting(range), name, &tape)
        if tape.kind(of: tape.root) == .object { body(JSONNode(tape.root, of: tape)) }
      }
    }
  }

  private func parse(_ text: RawSpan, _ name: String, _ tape: inout JSONTape) throws(BuildError) {
    do throws(JSONError) {
      try tape.parse(text)
    } catch {
      throw .input("\(directory)/\(name): not parsable at byte \(error.offset): \(error.reason.message)")
    }
  }

  private func parse(_ name: String, _ body: (RawSpan) throws(BuildError) -> Void) throws(BuildError) {
    var buffer = ByteBuffer()
    do throws(FileError) {
      try buffer.readFile(at: "\(directory)/\(name)", limit: Self.limit)
    } catch {
      throw .input("\(directory)/\(name): \(error.message)")
    }
    guard name.hasSuffix(".gz") else { return try buffer.withBytes(body) }
    let text: [UInt8]
    do throws(CodecError) {
      text = try gzip.decompress(buffer.array.span, limit: Self.limit)
    } catch {
      throw .input("\(directory)/\(name): \(error)")
    }
    try text.withBytes(body)
  }
}
