import Bytes
import Core

/// The text of a file, its compression undone, of which is told piece by piece what ought to stand in it.
struct ComparedText: ~Copyable {
  private let path: String
  private var pieces: TextPieces
  /// What was read and not compared yet, from `start` on.
  private var pending: [UInt8] = []
  private var start = 0
  /// Bytes of the text before `start`.
  private var offset = 0
  private var isAtEnd = false

  /// - Throws: `ReleaseInputError`
  init(_ path: String) throws(ReleaseInputError) {
    self.path = path
    pieces = try TextPieces(path)
  }

  /// Compares what comes next with `text`.
  /// - Returns: The first place where the two part, nil where there is none.
  mutating func expect(_ text: RawSpan) throws(ReleaseInputError) -> ArtifactDifference? {
    try fill(text.byteCount)
    let count = min(text.byteCount, pending.count - start)
    let isSame = pending.withBytes { [start] in $0.equals(text, at: start..<start + count, otherRange: 0..<count) }
    if isSame, count == text.byteCount {
      start += count
      offset += count
      return nil
    }
    return pending.withBytes { [start, offset] bytes in
      ArtifactDifference(between: bytes.extracting(droppingFirst: start), and: text) {
        "byte \(offset + $0) of its text"
      }
    }
  }

  /// The end of the text; otherwise what comes behind it.
  mutating func expectEnd() throws(ReleaseInputError) -> ArtifactDifference? {
    try fill(1)
    if start == pending.count { return nil }
    return pending.withBytes { [start, offset] bytes in
      ArtifactDifference(between: bytes.extracting(droppingFirst: start), and: bytes.extracting(0..<0)) {
        "byte \(offset + $0) of its text"
      }
    }
  }

  /// Calls `body` with the next line without its line feed; nil at the end.
  mutating func nextLine<Result>(_ body: (RawSpan) -> Result) throws(ReleaseInputError) -> Result? {
    var known = start
    while true {
      let end = pending.withBytes { [known] in $0.firstOffset(of: UInt8(ascii: "\n"), from: known) }
      if let end {
        let result = pending.withBytes { [start] in body($0.extracting(start..<end)) }
        offset += end + 1 - start
        start = end + 1
        return result
      }
      known = pending.count - start
      if isAtEnd {
        if start == pending.count { return nil }
        let result = pending.withBytes { [start] in body($0.extracting(droppingFirst: start)) }
        offset += pending.count - start
        start = pending.count
        return result
      }
      try fill(pending.count - start + 1)
    }
  }

  /// Reads on until there are `wanted` bytes, or no more.
  private mutating func fill(_ wanted: Int) throws(ReleaseInputError) {
    if pending.count - start >= wanted { return }
    pending.removeFirst(start)
    start = 0
    while pending.count < wanted, !isAtEnd {
      var read = [UInt8]()
      isAtEnd = try !pieces.next { read = $0.array(0..<$0.byteCount) }
      pending += read
    }
  }
}

extension ArtifactDifference {
  /// How much is told of a place: bytes before and behind it.
  private static let excerpt = (before: 24, behind: 40)

  /// Tells where two texts part.
  /// - Parameter place: A place in the text that was found, for people, from its offset.
  init(between found: RawSpan, and wanted: RawSpan, _ place: (Int) -> String) {
    var offset = 0
    while let byte = found.byteIfPresent(at: offset), byte == wanted.byteIfPresent(at: offset) { offset += 1 }
    self.init(found: "\(place(offset)): \(Self.text(of: found, offset))", expected: Self.text(of: wanted, offset))
  }

  private static func text(of bytes: RawSpan, _ offset: Int) -> String {
    if offset >= bytes.byteCount { return "its end" }
    let part = bytes.array(max(0, offset - excerpt.before)..<min(bytes.byteCount, offset + excerpt.behind))
    return "'\(String(decoding: part, as: UTF8.self).replacing("\n", with: "\\n"))'"
  }
}
