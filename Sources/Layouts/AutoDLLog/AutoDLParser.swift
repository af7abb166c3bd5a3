import Bytes
import Core

/// Parts the lines of a log into runs, in one pass.
struct AutoDLParser {
  private(set) var runs: [AutoDLLoggedRun] = []
  private var current: AutoDLLoggedRun?
  private var architecture: Claim<String>?
  private var index: String?
  private var widths: String?
  private let file: Int
  private static let epochKey = Array("epoch=".utf8)

  private init(file: Int) { self.file = file }

  /// - Complexity: O(length of `bytes`).
  static func runs(_ bytes: RawSpan, file: Int) -> [AutoDLLoggedRun] {
    var parser = AutoDLParser(file: file)
    var offset = 0
    var line = 0
    while let range = bytes.nextLine(at: &offset) {
      line += 1
      // The writer ends every line: a number at the end of a cut file may have lost digits.
      if range.upperBound < bytes.byteCount { parser.read(bytes, range, line) }
      if let start = parser.current?.bytes.lowerBound { parser.current?.bytes = start..<offset }
    }
    parser.close(bytes)
    return parser.runs
  }

  private mutating func close(_ bytes: RawSpan) {
    if var run = current {
      run.end = run.lastStamp.map { bytes.string($0) }
      runs.append(run)
    }
    current = nil
  }

  private mutating func read(_ bytes: RawSpan, _ range: Range<Int>, _ line: Int) {
    let start = range.lowerBound
    let place = Place(file: file, line: line)
    if bytes.starts(with: "[", at: start) {
      stamped(bytes, range, place)
    } else if bytes.starts(with: "Evaluate |||||||", at: start) {
      evaluation(bytes, range, place)
    } else if bytes.starts(with: "Evaluate ---->>>> ", at: start) {
      let words = bytes.string(start + 18..<range.upperBound).split(separator: " ")
      if let name = words.first { current?.loaders.append(String(name)) }
    } else if bytes.starts(with: "FLOP = ", at: start) {
      costs(bytes.string(range))
    } else if bytes.starts(with: "--------------- ", at: start) {
      banner(bytes.string(start + 16..<range.upperBound), bytes, place)
    } else if bytes.starts(with: "--->>> architecture config : ", at: start) {
      widths = bytes.string(start + 29..<range.upperBound)
    }
  }

  /// `evaluate 000000/000001 (000123/015625)-th architecture …`, the encoding, or `--evaluate-- … done`.
  private mutating func banner(_ text: String, _ bytes: RawSpan, _ place: Place) {
    let text = text.hasSuffix(" ---------------") ? String(text.dropLast(16)) : text
    if text.hasPrefix("|") {
      architecture = Claim(text, at: place)
    } else if text.hasPrefix("evaluate ") {
      close(bytes)
      architecture = nil
      index = text.split(separator: "(").dropFirst().first?.split(separator: "/").first.map(String.init)
    } else if text.hasPrefix("--evaluate--") {
      close(bytes)
    }
  }

  /// `Evaluate ||||||| cifar10 ||||||| Train-Num=…` begins a run, `Evaluate ||||||| cifar10 ||||||| Config=…` goes on.
  private mutating func evaluation(_ bytes: RawSpan, _ range: Range<Int>, _ place: Place) {
    let parts = bytes.string(range).split(separator: "|||||||", maxSplits: 2)
    guard parts.count == 3 else { return }
    let name = parts[1].split(separator: " ").joined()
    let rest = parts[2].drop { $0 == " " }
    if rest.hasPrefix("Config="), current?.dataset.value == name, current?.epochs.isEmpty == true {
      configure(String(rest.dropFirst(7)), place)
      return
    }
    close(bytes)
    current = AutoDLLoggedRun(
      architecture: architecture, index: index, widths: widths, dataset: Claim(name, at: place),
      bytes: range.lowerBound..<range.lowerBound)
    if rest.hasPrefix("Config=") { configure(String(rest.dropFirst(7)), place) }
  }

  private mutating func configure(_ text: String, _ place: Place) {
    guard let call = PythonCall(text, name: "Configure") else { return }
    current?.configuration = call
    if let epochs = call["epochs"].flatMap({ Int($0) }), epochs >= 1 { current?.budget = Claim(epochs, at: place) }
  }

  /// `FLOP = 1.061034 MB, Param = 0.008366 MB`.
  private mutating func costs(_ text: String) {
    for (position, part) in text.split(separator: ",").prefix(2).enumerated() {
      let words = part.split(separator: " ")
      guard words.count == 4, words[0] == (position == 0 ? "FLOP" : "Param"), words[3] == "MB",
        let value = PythonNumber.double(String(words[2]))
      else { continue }
      current?.costs[position] = value
    }
  }

  /// `[2026-11-23 18:28:57] Seed-------- 111 --------` or `[…] Time Left: [00:00:00] epoch=000/012 :: Train [loss=…`.
  private mutating func stamped(_ bytes: RawSpan, _ range: Range<Int>, _ place: Place) {
    // Nothing is looked for behind the line: a file of many such lines would take forever.
    let bytes = bytes.extracting(0..<range.upperBound)
    guard let close = bytes.firstOffset(of: UInt8(ascii: "]"), from: range.lowerBound), close + 2 < range.upperBound
    else { return }
    if bytes.starts(with: "Seed---", at: close + 2) {
      let words = bytes.string(close + 2..<range.upperBound).split(separator: " ")
      if words.count == 3, let seed = Int(words[1]) { current?.seed = Claim(seed, at: place) }
    } else if let found = bytes.firstOffset(of: Self.epochKey, from: close), found + 6 < range.upperBound {
      let start = found + Self.epochKey.count
      if let (epoch, total) = AutoDLEpochLine.parse(bytes, at: start, end: range.upperBound, line: place.line ?? 0) {
        current?.epochs.append(epoch)
        if current?.budget == nil, total >= 1 { current?.budget = Claim(total, at: place) }
      } else if (current?.malformed.count ?? 0) <= RawRun.problemLimit {
        current?.malformed.append((bytes.string(start..<min(range.upperBound, start + 120)), place.line ?? 0))
      }
    } else {
      return
    }
    if current?.start == nil { current?.start = bytes.string(range.lowerBound + 1..<close) }
    current?.lastStamp = range.lowerBound + 1..<close
  }
}
