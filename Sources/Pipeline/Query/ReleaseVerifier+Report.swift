public import Bytes
import JSON

extension ReleaseVerifier.Report {
  /// A line for each difference, each comparison and the sum.
  public var text: String {
    var text = ""
    for problem in problems { text += "\(problem.file): found \(problem.found); expected \(problem.expected)\n" }
    for comparison in comparisons { text += "compared \(comparison)\n" }
    let verdict = problems.isEmpty ? "sound" : "\(problems.count) difference\(problems.count == 1 ? "" : "s")"
    return text + "\(files) files, \(bytes) bytes: \(verdict)\n"
  }

  /// One object.
  public var json: OutputBytes {
    var writer = JSONWriter(style: .pretty)
    writer.node([
      "sound": .boolean(problems.isEmpty), "files": .integer(Int64(files)), "bytes": .integer(Int64(bytes)),
      "comparisons": .array(comparisons.map { .string($0) }),
      "problems": .array(
        problems.map { ["file": .string($0.file), "found": .string($0.found), "expected": .string($0.expected)] }),
    ])
    writer.endDocument()
    return writer.finish()
  }
}
