import Bindings
import Bytes
import Core

/// Turns text into runs: release lines, or a `.jsonl` without their head.
///
/// Give it the text in pieces of any size with `read`, then call `finish`. Lines are parsed on several threads, a few
/// MiB at a time; at most that much and `lineLimit` are held.
public struct ReleaseLinesReader: ~Copyable {
  /// The longest line, in bytes.
  public static let lineLimit = 1 << 23
  private static let batchBytes = 1 << 22

  /// The head, once its line was read; nil in a file without one.
  public private(set) var head: ReleaseHead?
  private let path: String
  private let workers: Int
  /// Text that was not parsed yet, from the start of a line on.
  private var waiting = OutputBytes(capacity: ReleaseLinesReader.batchBytes * 2)
  /// Lines parsed so far.
  private var lines = 0
  /// How many of them, at their end, are blank.
  private var blankLines = 0
  private var isAtStart = true
  /// Whether the first byte that is no white space is that of a JSON object.
  private var isKnownObject = false
  /// How much text is waited for before lines are looked for.
  private var wanted = ReleaseLinesReader.batchBytes

  /// - Parameters:
  ///   - path: What errors call the file.
  ///   - workers: Threads that parse.
  public init(path: String, workers: Int) {
    self.path = path
    self.workers = max(1, workers)
  }

  /// Takes up some text, and calls `body` with every run of the lines that are complete, in order.
  /// - Throws: `ReleaseInputError` with line and byte, and what `body` throws.
  public mutating func read(
    _ text: RawSpan, _ body: (ReleaseLine) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    waiting.append(text)
    if !isKnownObject, let byte = text.array(0..<text.byteCount).first(where: { ![9, 10, 13, 32].contains($0) }) {
      // Told before a line is waited for that may never end.
      guard byte == UInt8(ascii: "{") else {
        throw ReleaseInputError(
          .notRelease, path, at: "line 1", "no JSON object at its beginning", expected: "one run a line")
      }
      isKnownObject = true
    }
    if waiting.count >= wanted { try parse(isLast: false, body) }
  }

  /// Parses what is left; a last line without a line feed is a line, unless it was cut short.
  public mutating func finish(
    _ body: (ReleaseLine) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    try parse(isLast: true, body)
  }

  private mutating func parse(
    isLast: Bool, _ body: (ReleaseLine) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    var (text, ranges, end) = waiting.withBytes { bytes in
      var ranges: [Range<Int>] = []
      var offset = 0
      var end = 0
      while let line = bytes.nextLine(at: &offset) {
        let isWhole = line.upperBound < bytes.byteCount
        if !isWhole && !isLast { break }
        ranges.append(line)
        end = offset
      }
      return (bytes.array(0..<end), ranges, end)
    }
    if waiting.count - end > Self.lineLimit || ranges.contains(where: { $0.count > Self.lineLimit }) {
      throw ReleaseInputError(
        .tooLarge, path, at: "line \(lines + ranges.count + 1)", "a line of more than \(Self.lineLimit) bytes",
        expected: "one run a line")
    }
    let rest = waiting.withBytes { $0.array(end..<$0.byteCount) }
    waiting.removeAll()
    waiting.append(rest)
    // A line longer than all of it is looked at again only once there is twice as much.
    wanted = min(max(Self.batchBytes, rest.count * 2), Self.lineLimit + Self.batchBytes)
    let blank = try blankLines(endingWith: ranges, text)
    ranges.removeLast(blank)
    if isAtStart, let first = ranges.first {
      isAtStart = false
      if let head = try readHead(text, first) {
        self.head = head
        ranges.removeFirst()
        lines += 1
      }
    }
    try parse(text, ranges, body)
    text = []
    lines += ranges.count + blank
    blankLines += blank
  }

  /// How many blank lines stand at the end.
  /// - Throws: `ReleaseInputError` where a run follows a blank line.
  private func blankLines(endingWith ranges: [Range<Int>], _ text: [UInt8]) throws(ReleaseInputError) -> Int {
    var first = blankLines > 0 ? lines - blankLines : nil
    var count = 0
    for (number, line) in ranges.enumerated() {
      if line.allSatisfy({ [9, 13, 32].contains(text[$0]) }) {
        first = first ?? lines + number
        count += 1
      } else if let first {
        throw ReleaseInputError(
          .malformed, path, at: "line \(first + 1)", "a blank line with runs behind it",
          expected: "one run a line, and blank lines at the end alone")
      }
    }
    return count
  }

  private func readHead(_ text: [UInt8], _ line: Range<Int>) throws(ReleaseInputError) -> ReleaseHead? {
    guard text.withBytes({ ReleaseLineParser.isHead($0.extracting(line)) }) else { return nil }
    var parser = ReleaseLineParser(nil)
    do throws(ReleaseLineFault) {
      return try text.withBytes { (bytes) throws(ReleaseLineFault) in try parser.head(bytes.extracting(line)) }
    } catch {
      throw Self.error(error, line: 1, path)
    }
  }

  /// Parses the lines in pieces of some hundred, each on whichever thread is free.
  private func parse(
    _ text: [UInt8], _ ranges: [Range<Int>], _ body: (ReleaseLine) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    let size = max(1, min(64, ranges.count / (workers * 4)))
    let count = (ranges.count + size - 1) / size
    let (head, lines, path) = (head, lines, path)
    var parsed: [[ReleaseLine]] = []
    parsed.reserveCapacity(count)
    try OrderedWork.run(
      count: count, workers: workers, into: &parsed, scratch: { ReleaseLineParser(head) },
      produce: { (index, parser: inout ReleaseLineParser) throws(ReleaseInputError) -> [ReleaseLine] in
        var runs: [ReleaseLine] = []
        for number in index * size..<min(ranges.count, (index + 1) * size) {
          do throws(ReleaseLineFault) {
            runs.append(
              try text.withBytes { (bytes) throws(ReleaseLineFault) in
                try parser.run(bytes.extracting(ranges[number]))
              })
          } catch {
            throw Self.error(error, line: lines + number + 1, path)
          }
        }
        return runs
      },
      consume: { (runs, parsed: inout [[ReleaseLine]]) throws(ReleaseInputError) in parsed.append(runs) })
    for run in parsed.joined() { try body(run) }
  }

  private static func error(_ fault: ReleaseLineFault, line: Int, _ path: String) -> ReleaseInputError {
    ReleaseInputError(
      .malformed, path, at: "line \(line), \(fault.place)", fault.message, expected: fault.expected)
  }
}
