import Bytes
import Core
import JSON

/// A file that is one JSON document, with buffers that are reused; owned by one thread.
struct JSONDocumentFile {
  private(set) var tape = JSONTape()
  private var buffer = ByteBuffer()
  /// The file on the tape, where it could be parsed.
  private var file: Int?

  /// Puts a file on the tape.
  /// - Returns: why that cannot be done.
  mutating func load(_ file: Int, _ files: any FileSource, limit: Int) -> Problem? {
    self.file = nil
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: limit)
    } catch {
      return TransNASReader.unreadable(file, error)
    }
    do throws(JSONError) {
      try tape.parse(exchanging: &buffer, options: .python)
    } catch {
      let location = tape.location(ofOffset: error.offset)
      return RunProblem.unparsable(
        tape.sourceCount == 0
          ? "the file is empty"
          : "not parsable at byte \(error.offset) (\(location)) of \(tape.sourceCount): \(error.reason.message)",
        expected: "a whole JSON document", at: Place(file: file, line: location.line),
        hint: "the file was cut or damaged: restore it from a copy")
    }
    self.file = file
    return nil
  }

  /// The value behind a reference, for the quarantine.
  mutating func record(at reference: SourceReference, _ files: any FileSource, limit: Int) -> String {
    if file != reference.file, load(reference.file, files, limit: limit) != nil {
      let source = tape.withSource { $0.string(0..<min($0.byteCount, TransNASReader.quarantineLimit)) }
      return JSONQuarantine.record(nil, of: tape, source: source)
    }
    let way = JSONFieldPath(reference.pointer)
    guard let value = way.value(from: tape.root, in: tape) else { return "null" }
    return JSONQuarantine.record(
      value, of: tape, source: String(tape.sourceText(of: value).prefix(TransNASReader.quarantineLimit)))
  }
}
