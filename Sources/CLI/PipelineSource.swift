import Bytes
import Core
import EmbeddedFiles
import Pipeline

/// A pipeline file where it was found.
struct PipelineSource {
  /// How messages call it.
  let name: String
  let bytes: [UInt8]
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The pipeline file, checked.
  func parsed() throws(PipelineError) -> PipelineFile {
    try PipelineParser.parse(text, file: name, rules: BuildRun.rules)
  }

  /// The file at `name`, else the embedded pipeline of that name.
  static func find(_ name: String) throws(PipelineError) -> PipelineSource {
    if FileSystem.exists(name), !FileSystem.isDirectory(FileSystem.resolved(name)) {
      var buffer = ByteBuffer()
      do throws(FileError) {
        try buffer.readFile(at: name, limit: PipelineParser.sizeLimit)
      } catch {
        throw PipelineError(file: name, message: "cannot be read: \(error.message)")
      }
      if let offset = buffer.withBytes({ $0.firstInvalidUTF8 }) {
        throw PipelineError(file: name, message: "not UTF-8 at byte \(offset)")
      }
      return PipelineSource(name: name, bytes: buffer.array)
    }
    let stem = name.hasSuffix(".yaml") ? String(name.dropLast(5)) : name
    if let file = EmbeddedFiles.pipelines.first(where: { $0.name == stem }) {
      return PipelineSource(name: "\(file.name).yaml", bytes: file.bytes)
    }
    let known = EmbeddedFiles.pipelines.map(\.name)
    let hint = NearestName.of(stem, among: known).map { "; did you mean '\($0)'?" } ?? ""
    let list = known.map { "'\($0)'" }.joined(separator: ", ")
    throw PipelineError(file: name, message: "no such pipeline file\(hint) (embedded: \(list))")
  }
}
