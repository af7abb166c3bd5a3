import Bytes
import Core

/// Reads what `ReleaseFrameWriter` wrote, from a process that the file it read may have taken over: nothing is believed,
/// and no more is allocated than came.
struct ReleaseFrameReader: ~Copyable {
  private let path: String
  /// Bytes that came and were not read yet, from the start of a frame on.
  private var waiting = OutputBytes(capacity: 1 << 16)
  /// How many bytes the first frame takes, as far as that is known.
  private var wanted = 4
  private var tasks: [(task: ReleaseHeadTask, layout: ReleaseColumnLayout)] = []
  private var hasHead = false

  /// - Parameter path: What errors call the file.
  init(path: String) { self.path = path }

  /// Whether nothing is left of a frame that has begun.
  var isAtEnd: Bool { waiting.isEmpty }

  /// Takes up some bytes, and calls `body` with every part that is complete.
  /// - Throws: `ReleaseInputError`, and what `body` throws.
  mutating func read(
    _ bytes: RawSpan, _ body: (ReleasePart) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) {
    waiting.append(bytes)
    guard waiting.count >= wanted else { return }
    var whole = OutputBytes(capacity: 1 << 16)
    swap(&whole, &waiting)
    try whole.withBytes { (bytes) throws(ReleaseInputError) in
      let used = try frames(of: bytes, body)
      waiting.append(bytes.extracting(used..<bytes.byteCount))
    }
  }

  /// Reads the frames that are whole.
  /// - Returns: How many bytes they took.
  private mutating func frames(
    of bytes: RawSpan, _ body: (ReleasePart) throws(ReleaseInputError) -> Void
  ) throws(ReleaseInputError) -> Int {
    var offset = 0
    while offset + 4 <= bytes.byteCount {
      let count = Int(bytes.halfWord(at: offset))
      guard count > 0, count <= ReleaseFrameWriter.frameLimit else { throw malformed("a frame of \(count) bytes") }
      wanted = 4 + count
      guard wanted <= bytes.byteCount - offset else { return offset }
      try body(try part(bytes.extracting(offset + 4..<offset + wanted)))
      offset += wanted
      wanted = 4
    }
    return offset
  }

  private mutating func part(_ frame: RawSpan) throws(ReleaseInputError) -> ReleasePart {
    let isHead = frame.byte(at: 0) == 0
    guard isHead != hasHead else { throw malformed(isHead ? "a second head" : "a run before the head") }
    if isHead { return .head(try head(frame.extracting(1..<frame.byteCount))) }
    var fields = Fields(offset: 1)
    let place = fields.halfWord(frame)
    guard place < tasks.count else { throw malformed("a run of a task that the head lacks") }
    let (task, layout) = tasks[place]
    var line = ReleaseLine(
      space: task.space, encoding: "", task: task.name, budget: fields.integer(frame), seed: nil, repetition: nil,
      status: "", columns: ReleaseColumns())
    let (seed, repetition, params) = (fields.integer(frame), fields.integer(frame), fields.integer(frame))
    let inferenceTime = fields.double(frame)
    line.seed = fields.isPresent(frame) ? seed : nil
    line.repetition = fields.isPresent(frame) ? repetition : nil
    line.params = fields.isPresent(frame) ? params : nil
    line.inferenceTime = fields.isPresent(frame) ? inferenceTime : nil
    line.encoding = fields.text(frame)
    line.status = fields.text(frame)
    let epochs = fields.halfWord(frame)
    if let values = fields.doubles(epochs * layout.count, frame) {
      line.columns = layout.columns(values, epochs: epochs)
    }
    let values = fields.halfWord(frame)
    while line.values.count < values, !fields.areShort {
      let name = MetricName(fields.text(frame))
      line.values.append(ReleaseValue(name: name, value: fields.double(frame)))
    }
    guard !fields.areShort, fields.offset == frame.byteCount, line.budget >= 0 else {
      throw malformed("a run of another length than its frame, or a negative budget")
    }
    return .run(line)
  }

  private mutating func head(_ text: RawSpan) throws(ReleaseInputError) -> ReleaseHead {
    var parser = ReleaseLineParser(nil)
    let head: ReleaseHead
    do throws(ReleaseLineFault) { head = try parser.head(text) } catch { throw malformed(error.message) }
    tasks = head.tasks.map { ($0, ReleaseColumnLayout($0.schema)) }
    hasHead = true
    return head
  }

  private func malformed(_ found: String) -> ReleaseInputError {
    ReleaseInputError(
      .malformed, path, "\(found), from the process that reads the file", expected: "a head, then runs")
  }

  /// Takes one field after the other from a frame; behind its end, all of them are zero or empty.
  private struct Fields {
    var offset: Int
    /// Whether something was wanted that is not there.
    private(set) var areShort = false

    init(offset: Int) { self.offset = offset }

    /// Where the next `count` bytes begin, nil where there are fewer.
    private mutating func take(_ count: Int, _ frame: RawSpan) -> Int? {
      guard !areShort, count <= frame.byteCount - offset else {
        areShort = true
        return nil
      }
      offset += count
      return offset - count
    }

    mutating func integer(_ frame: RawSpan) -> Int {
      guard let place = take(8, frame) else { return 0 }
      return Int(truncatingIfNeeded: frame.word(at: place))
    }

    mutating func double(_ frame: RawSpan) -> Double {
      guard let place = take(8, frame) else { return 0 }
      return Double(bitPattern: frame.word(at: place))
    }

    mutating func halfWord(_ frame: RawSpan) -> Int {
      guard let place = take(4, frame) else { return 0 }
      return Int(frame.halfWord(at: place))
    }

    mutating func isPresent(_ frame: RawSpan) -> Bool {
      guard let place = take(1, frame) else { return false }
      return frame.byte(at: place) != 0
    }

    /// What is not UTF-8 becomes U+FFFD.
    mutating func text(_ frame: RawSpan) -> String {
      let count = halfWord(frame)
      guard let place = take(count, frame) else { return "" }
      return frame.string(place..<place + count)
    }

    mutating func doubles(_ count: Int, _ frame: RawSpan) -> [Double]? {
      take(8 * count, frame).map { frame.doubles(at: $0, count: count) }
    }
  }
}
