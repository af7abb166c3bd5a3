import Bytes
import Core

/// Parts the lines of a log into runs, in one pass.
///
/// Lines are `2026-11-23 18:18:50,971 text` in `log.txt` and `11/23 06:18:50 PM text` on the standard output; a line
/// without a time stamp is taken as a text. What says nothing of a run is passed over.
struct DARTSLogParser {
  private(set) var runs: [DARTSLoggedRun] = []
  private var current = DARTSLoggedRun(firstLine: 1, bytes: 0..<0)

  /// - Complexity: O(length of `bytes`).
  static func runs(_ bytes: RawSpan) -> [DARTSLoggedRun] {
    var parser = DARTSLogParser()
    var offset = 0
    var line = 0
    while let range = bytes.nextLine(at: &offset) {
      line += 1
      if range.upperBound == bytes.byteCount {
        // The writer ends every line: a number at the end of a cut file may have lost digits.
        parser.current.cutLine = line
      } else {
        parser.read(bytes, range, line)
      }
      parser.current.bytes = parser.current.bytes.lowerBound..<offset
    }
    parser.close(at: offset, line: line + 1)
    return parser.runs
  }

  /// Whether one of the whole lines of `bytes` is one of arguments, or one with which an epoch begins.
  static func begins(_ bytes: RawSpan) -> Bool {
    var offset = 0
    while let range = bytes.nextLine(at: &offset), range.upperBound < bytes.byteCount {
      let start = LogStamp.range(bytes, range)?.upperBound ?? range.lowerBound
      if bytes.starts(with: "args = Namespace(", at: start) { return true }
      var parser = DARTSLogParser()
      parser.read(bytes, range, 1)
      if !parser.current.epochs.isEmpty { return true }
    }
    return false
  }

  private mutating func close(at offset: Int, line: Int) {
    if !current.isEmpty { runs.append(current) }
    current = DARTSLoggedRun(firstLine: line, bytes: offset..<offset)
  }

  private mutating func read(_ bytes: RawSpan, _ range: Range<Int>, _ line: Int) {
    let stamp = LogStamp.range(bytes, range)
    let body = PythonNumber.trimmed(bytes, (stamp?.upperBound ?? range.lowerBound)..<range.upperBound)
    guard body.count > 0 else { return }
    // Nothing is looked at behind the line, nor the blanks at its end.
    let bytes = bytes.extracting(0..<body.upperBound)
    if bytes.starts(with: "args = ", at: body.lowerBound) {
      if current.arguments != nil || !current.epochs.isEmpty { close(at: range.lowerBound, line: line) }
      current.arguments = (bytes.string(body.lowerBound + 7..<body.upperBound), line)
    } else if bytes.starts(with: "gpu device = ", at: body.lowerBound) {
      if !current.isEmpty { close(at: range.lowerBound, line: line) }
      current.device = bytes.string(body.lowerBound + 13..<body.upperBound)
    } else if bytes.starts(with: "param size = ", at: body.lowerBound) {
      parameters(bytes, body.lowerBound + 13..<body.upperBound, line)
    } else if bytes.starts(with: "epoch ", at: body.lowerBound) {
      epoch(bytes, body.lowerBound + 6..<body.upperBound, line)
    } else {
      epochLine(bytes, body, line)
    }
    guard let stamp, !current.isEmpty || current.device != nil else { return }
    let text = stamp.lowerBound..<stamp.upperBound - 1
    if current.start == nil { current.start = bytes.string(text) }
    current.end = bytes.string(text)
  }

  /// `0.011554MB`.
  private mutating func parameters(_ bytes: RawSpan, _ range: Range<Int>, _ line: Int) {
    let end = range.upperBound - 2
    guard end > range.lowerBound, bytes.starts(with: "MB", at: end),
      let value = PythonNumber.double(bytes, range.lowerBound..<end)
    else { return malformed("param size", bytes, range, line) }
    current.parameters = value
  }

  /// `3 lr 2.499846e-02`.
  private mutating func epoch(_ bytes: RawSpan, _ range: Range<Int>, _ line: Int) {
    let words = Self.words(bytes, range, limit: 3)
    guard words.count == 3, bytes.equals("lr", at: words[1]), let number = PythonNumber.integer(bytes, words[0]),
      (0...999_999_999).contains(number), let rate = PythonNumber.double(bytes, words[2])
    else { return }
    var epoch = DARTSLoggedRun.Epoch(number: number, line: line)
    epoch[.learningRate] = rate
    current.epochs.append(epoch)
  }

  private mutating func epochLine(_ bytes: RawSpan, _ body: Range<Int>, _ line: Int) {
    guard let last = current.epochs.indices.last else { return }
    let start = body.lowerBound
    if bytes.starts(with: "genotype = ", at: start) {
      current.epochs[last].genotype = (bytes.string(start + 11..<body.upperBound), line)
    } else if bytes.starts(with: "train_acc ", at: start) {
      keep(bytes, start + 10..<body.upperBound, .trainAccuracy, "train_acc", line)
    } else if bytes.starts(with: "valid_acc ", at: start) {
      keep(bytes, start + 10..<body.upperBound, .heldOutAccuracy, "valid_acc", line)
    } else if bytes.starts(with: "train ", at: start) {
      runningLoss(bytes, start + 6..<body.upperBound, .trainLoss, "train", line)
    } else if bytes.starts(with: "valid ", at: start) {
      runningLoss(bytes, start + 6..<body.upperBound, .heldOutLoss, "valid", line)
    }
  }

  /// `004 3.060896e+00 16.250000 63.750000`: step, and the means so far of loss, top-1 and top-5 accuracy.
  private mutating func runningLoss(
    _ bytes: RawSpan, _ range: Range<Int>, _ column: DARTSLogTask.Column, _ key: String, _ line: Int
  ) {
    let words = Self.words(bytes, range, limit: 5)
    guard words.count == 4, PythonNumber.integer(bytes, words[0]) != nil else { return }
    keep(bytes, words[1], column, key, line)
  }

  private mutating func keep(
    _ bytes: RawSpan, _ range: Range<Int>, _ column: DARTSLogTask.Column, _ key: String, _ line: Int
  ) {
    guard let last = current.epochs.indices.last else { return }
    guard let value = PythonNumber.double(bytes, range) else { return malformed(key, bytes, range, line) }
    current.epochs[last][column] = value
  }

  private mutating func malformed(_ key: String, _ bytes: RawSpan, _ range: Range<Int>, _ line: Int) {
    guard current.malformed.count <= RawRun.problemLimit else { return }
    let text = bytes.string(range.lowerBound..<min(range.upperBound, range.lowerBound + 80))
    current.malformed.append((key, text, line))
  }

  /// Up to `limit` words, parted by spaces.
  private static func words(_ bytes: RawSpan, _ range: Range<Int>, limit: Int) -> [Range<Int>] {
    let line = bytes.extracting(0..<range.upperBound)
    var words: [Range<Int>] = []
    var offset = range.lowerBound
    while words.count < limit {
      while offset < range.upperBound, line.byte(at: offset) == UInt8(ascii: " ") { offset += 1 }
      guard offset < range.upperBound else { break }
      let end = line.firstOffset(of: UInt8(ascii: " "), from: offset) ?? range.upperBound
      words.append(offset..<end)
      offset = end
    }
    return words
  }
}
