import Bytes
import Core
import JSON

/// Reads text logs by patterns, on one thread.
struct TextLogReader: SourceReader {
  /// The most bytes of a log.
  static let sizeLimit = 1 << 28
  /// How much of a line is looked at, in bytes.
  static let lineLimit = 1 << 16
  /// How much of a log the quarantine repeats, in bytes.
  static let quarantineLimit = 1 << 16

  private let source: MappedSource
  private let lines: LinePatterns
  private var matchers: [PatternMatcher]
  /// By pattern: the place of each of its captures in `lines.names`.
  private let places: [[Int]]
  private var pathFields: PathFields
  private var buffer = ByteBuffer()
  /// What the captures of the current line hold, by place in `lines.names`.
  private var captured: [String?]

  init(_ source: MappedSource, _ lines: LinePatterns) {
    self.source = source
    self.lines = lines
    matchers = lines.patterns.map { PatternMatcher($0) }
    places = lines.patterns.map { $0.names.compactMap { lines.names.firstIndex(of: $0) } }
    pathFields = PathFields(source)
    captured = Array(repeating: nil, count: lines.names.count)
  }

  mutating func read(_ unit: SourceUnit, from files: any FileSource) -> [RawRun] {
    unit.records.flatMap { read($0, files) }
  }

  private mutating func read(_ file: Int, _ files: any FileSource) -> [RawRun] {
    do throws(FileError) {
      try files.load(file, into: &buffer, limit: Self.sizeLimit)
    } catch {
      return [RunProblem.unreadRun(file, pointer: "", TransNASReader.unreadable(file, error))]
    }
    pathFields.read(files.releasePath(of: file))
    var assembler = RunAssembler(source.mappings, file: file)
    var text = ByteBuffer()
    swap(&text, &buffer)
    defer { swap(&text, &buffer) }
    text.withBytes { bytes in
      var found = false
      for (number, part) in parts(of: bytes).enumerated() {
        var run = LoggedRun(source: source, lines: lines, pathFields: pathFields)
        var offset = part.offset
        var line = part.line
        while offset < part.end, let range = bytes.nextLine(at: &offset) {
          if match(bytes, range) { run.take(captured, line: line) }
          line += 1
        }
        guard run.hasCaptures else { continue }
        found = true
        let pointer = lines.begins == nil ? "" : "/\(number)"
        assembler.add(run.record(at: Place(file: file, line: part.line), pointer: pointer))
      }
      if !found { assembler.add(unread: Self.foreign(file, bytes.byteCount)) }
    }
    return assembler.finish()
  }

  private static func foreign(_ file: Int, _ count: Int) -> RawRun {
    RunProblem.unreadRun(
      file, pointer: "",
      RunProblem.unparsable(
        count == 0 ? "the log is empty" : "no line of \(count) bytes matches a pattern",
        expected: "lines as 'lines' in the pipeline file describes them", at: Place(file: file),
        hint: "restore the log, or correct the patterns in the pipeline file"))
  }

  /// Notes what the patterns capture in a line; false where none is found.
  private mutating func match(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    var isFound = false
    var end = range.upperBound
    if end > range.lowerBound, bytes.byte(at: end - 1) == 13 { end -= 1 }
    let line = range.lowerBound..<min(end, range.lowerBound + Self.lineLimit)
    for index in matchers.indices where matchers[index].matches(bytes, line) {
      if !isFound { for name in captured.indices { captured[name] = nil } }
      isFound = true
      for (capture, name) in places[index].enumerated() {
        if let text = matchers[index].text(capture, in: bytes) { captured[name] = text }
      }
    }
    return isFound
  }

  /// A run's part of a log.
  private struct Part {
    var offset: Int
    var end: Int
    /// From 1.
    var line: Int
  }

  /// The parts of a log that are runs: all of it, or from each line that begins a run; what stands before the first such
  /// line belongs to the first run.
  private mutating func parts(of bytes: RawSpan) -> [Part] {
    var parts = [Part(offset: 0, end: bytes.byteCount, line: 1)]
    guard let begins = lines.begins else { return parts }
    var offset = 0
    var line = 0
    var hasBegun = false
    while true {
      let start = offset
      guard let range = bytes.nextLine(at: &offset) else { return parts }
      line += 1
      guard match(bytes, range), captured[begins] != nil else { continue }
      if hasBegun {
        parts[parts.count - 1].end = start
        parts.append(Part(offset: start, end: bytes.byteCount, line: line))
      }
      hasBegun = true
    }
  }

  mutating func record(at reference: SourceReference, from files: any FileSource) -> String {
    do throws(FileError) { try files.load(reference.file, into: &buffer, limit: Self.sizeLimit) } catch {
      return "null"
    }
    let text = buffer
    return text.withBytes { bytes in
      let parts = parts(of: bytes)
      let number = Int(reference.pointer.dropFirst()) ?? 0
      let part = parts.indices.contains(number) ? parts[number] : parts[0]
      var writer = JSONWriter()
      writer.beginObject()
      writer.key("log")
      writer.string(bytes.string(part.offset..<min(part.end, part.offset + Self.quarantineLimit)))
      writer.endObject()
      return writer.finish().string
    }
  }
}
