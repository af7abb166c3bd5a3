import Bytes
import Core
import JSON

/// Reads files of one JSON value a line, on one thread.
struct JSONLinesReader: SourceReader {
  /// The most bytes of a file.
  static let sizeLimit = 1 << 30

  private let source: MappedSource
  private var records: JSONRecordReader
  private var buffer = ByteBuffer()
  private var tape = JSONTape()
  /// Where the lines of a file stand that was read for the quarantine.
  private var lookedAt: (file: Int, lines: [Range<Int>])?

  init(_ source: MappedSource) {
    self.source = source
    records = JSONRecordReader(source, keys: [])
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { read($0, files) }
  }

  private mutating func read(_ file: Int, _ files: any FileSource) -> [RawRun] {
    lookedAt = nil
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: Self.sizeLimit)
    } catch {
      return [RunProblem.unreadRun(file, pointer: "", TransNASReader.unreadable(file, error))]
    }
    records.path.read(files.releasePath(of: file))
    var assembler = RunAssembler(source.mappings, file: file)
    var number = 0
    var text = ByteBuffer()
    swap(&text, &buffer)
    defer { swap(&text, &buffer) }
    text.withBytes { bytes in
      Self.forEachLine(of: bytes) { line, range in
        let place = Place(file: file, line: line)
        if let problem = parse(bytes, range, place) {
          assembler.add(unread: RunProblem.unreadRun(file, pointer: "/\(number)", problem))
        } else {
          assembler.add(records.record(tape.root, keys: [], in: tape, at: place, pointer: "/\(number)"))
        }
        number += 1
      }
    }
    if number == 0 {
      assembler.add(
        unread: RunProblem.unreadRun(
          file, pointer: "",
          RunProblem.unparsable(
            text.isEmpty ? "the file is empty" : "the file holds blank lines only", expected: "one JSON object a line",
            at: Place(file: file), hint: "restore the file: it was emptied")))
    }
    return assembler.finish()
  }

  /// Calls `body` with the number, from 1, and the place of each line that is not blank.
  private static func forEachLine(of bytes: RawSpan, _ body: (Int, Range<Int>) -> Void) {
    var offset = 0
    var line = 0
    while let range = bytes.nextLine(at: &offset) {
      line += 1
      if bytes.offsetAfterWhitespace(from: range.lowerBound) >= range.upperBound { continue }
      body(line, range)
    }
  }

  /// Puts a line on the tape.
  private mutating func parse(_ bytes: RawSpan, _ range: Range<Int>, _ place: Place) -> Problem? {
    do throws(JSONError) {
      try tape.parse(bytes.extracting(range), options: .python)
    } catch {
      let isCut = range.upperBound == bytes.byteCount
      return RunProblem.unparsable(
        "not parsable at byte \(error.offset) of the line: \(error.reason.message)",
        expected: "one JSON object a line", at: place,
        hint: isCut
          ? "the last line was cut, as by a kill: remove it, or restore the file" : "correct the line, or remove it")
    }
    let kind = tape.kind(of: tape.root)
    guard kind == .object || kind == .array else {
      return RunProblem.unparsable(
        "the line holds \(kind.description)", expected: "one JSON object a line", at: place,
        hint: "correct the line, or remove it")
    }
    return nil
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    if lookedAt?.file != reference.file {
      lookedAt = nil
      do throws(FileError) { try files.load(reference.file, into: &buffer, limit: Self.sizeLimit) } catch {
        return "null"
      }
      var lines: [Range<Int>] = []
      buffer.withBytes { bytes in Self.forEachLine(of: bytes) { _, range in lines.append(range) } }
      lookedAt = (reference.file, lines)
    }
    guard let look = lookedAt, let number = Int(reference.pointer.dropFirst()), look.lines.indices.contains(number)
    else { return "null" }
    let range = look.lines[number]
    let end = min(range.upperBound, range.lowerBound + TransNASReader.quarantineLimit)
    let text = buffer
    let isWhole = text.withBytes { bytes in parse(bytes, range, Place(file: reference.file)) == nil }
    return JSONQuarantine.record(
      isWhole ? tape.root : nil, of: tape, source: text.withBytes { $0.string(range.lowerBound..<end) })
  }
}
