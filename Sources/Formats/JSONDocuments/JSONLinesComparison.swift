import Bindings
import Bytes
import Codecs
import JSON

/// A file of runs, one a line, of which is told what ought to stand in it but for facts.
struct JSONLinesComparison: ~Copyable {
  /// What one gzip member ought to hold.
  struct Lines: Sendable {
    /// Runs without facts.
    var text: [UInt8]
    var lines: [Line]
  }

  /// Where in the text a run stands, behind the one before.
  struct Line: Sendable {
    /// Where facts belong: behind the numbers of `info`.
    var facts: Int
    /// Behind the line feed.
    var end: Int
  }

  private let file: FileReader
  private var isAtEnd = false
  /// What was read and not looked at yet, from `start` on.
  private var window: [UInt8] = []
  private var start = 0
  private var piece = [UInt8](repeating: 0, count: pieceBytes)
  private var members = GzipMembers()
  private var tail: JSONLineTail
  /// How much is read at a time, and the most that a member may take or hold.
  private static let pieceBytes = 4 << 20
  private static let memberLimit = 1 << 28

  /// - Parameter hasSources: Whether it is told what sources ought to stand there.
  init(_ path: String, hasSources: Bool) throws(ComparisonEnd) {
    tail = JSONLineTail(hasSources: hasSources)
    do throws(SystemError) { file = try FileReader(opening: path) } catch { throw .unreadable(error) }
  }

  /// Compares the next member with `lines`.
  mutating func expect(_ lines: Lines) throws(ComparisonEnd) {
    // Facts and sources are shorter than numbers, and nothing grows when it is compressed; where that is wrong, the
    // member turns out to be cut off.
    var wanted = 2 * lines.text.count
    while true {
      try fill(wanted)
      if let (used, isSame) = Self.compare(lines, window, start, &members, &tail) {
        guard isSame else { throw .differs }
        start += used
        return
      }
      wanted *= 2
      if isAtEnd || wanted > Self.memberLimit { throw .differs }
    }
  }

  /// Whether the member at `start` holds `lines`, and how many bytes it takes; nil where it cannot be read.
  private static func compare(
    _ lines: Lines, _ window: [UInt8], _ start: Int, _ members: inout GzipMembers, _ tail: inout JSONLineTail
  ) -> (used: Int, isSame: Bool)? {
    do throws(DeflateError) {
      return try members.first(of: window.span.extracting(droppingFirst: start), limit: memberLimit) { used, text in
        (used, lines.text.withBytes { isEqual(text, to: $0, lines.lines, &tail) })
      }
    } catch {
      return nil
    }
  }

  mutating func expectEnd() throws(ComparisonEnd) {
    try fill(1)
    if start < window.count { throw .differs }
  }

  /// Reads on until there are `wanted` bytes, or no more.
  private mutating func fill(_ wanted: Int) throws(ComparisonEnd) {
    while window.count - start < wanted, !isAtEnd {
      let count: Int
      do throws(SystemError) { count = try file.read(into: &piece) } catch { throw .unreadable(error) }
      isAtEnd = count < piece.count
      window.removeFirst(start)
      start = 0
      window += piece[..<count]
    }
  }

  /// Whether `text` is `wanted` line by line, with facts in their places.
  private static func isEqual(_ text: RawSpan, to wanted: RawSpan, _ lines: [Line], _ tail: inout JSONLineTail) -> Bool
  {
    var (offset, start) = (0, 0)
    for line in lines {
      let numbers = start..<line.facts
      let rest = offset + numbers.count
      guard rest <= text.byteCount, text.equals(wanted, at: offset..<rest, otherRange: numbers) else { return false }
      offset = rest
      guard let found = text.nextLine(at: &offset),
        tail.isEqual(text.extracting(found), to: wanted.extracting(line.facts..<line.end - 1))
      else { return false }
      start = line.end
    }
    return offset == text.byteCount
  }
}
