import Bytes
import Core

/// Reads the text log of the authors' `tools/main.py`, in one pass over its lines.
///
/// Lines with a time stamp carry an entry; lines without one continue the value above. Unknown lines are passed over:
/// the log is a witness, the record is the source.
struct TransNASLogParser {
  /// Configuration keys whose values are kept.
  let keys: [[UInt8]]
  private var known = RecentTexts()

  /// The first byte of each key, which tells most lines apart.
  private let firstBytes: [UInt8]

  /// - Parameter keys: not empty texts.
  init(keys: [String]) {
    self.keys = keys.map { Array($0.utf8) }.filter { !$0.isEmpty }
    firstBytes = self.keys.map { $0[0] }
  }

  /// The bytes of `[YYYY-MM-DD HH:MM] `.
  static let stampLength = 19
  /// The most bytes of a line of an exception's text that are kept.
  static let messageLimit = 4096

  /// - Parameter columns: the raw columns of a task, to which values are matched by name.
  mutating func parse(_ bytes: RawSpan, file: Int, columns: (String) -> [TransNASTask.RawColumn]?) -> TransNASLog {
    var log = TransNASLog(file: file)
    var state = State()
    var offset = 0
    var line = 0
    while var range = bytes.nextLine(at: &offset) {
      line += 1
      // Logs that went through Windows end their lines in CR LF.
      if range.count > 0, bytes.byte(at: range.upperBound - 1) == UInt8(ascii: "\r") {
        range = range.lowerBound..<range.upperBound - 1
      }
      guard Self.hasStamp(bytes, range) else {
        continuation(bytes, range, &state, &log)
        continue
      }
      state.lastStamp = range
      if log.start == nil { log.start = known.text(bytes, range.lowerBound + 1..<range.lowerBound + 17) }
      let body = range.lowerBound + Self.stampLength..<range.upperBound
      closeValue(bytes, &state, &log)
      guard body.count > 0 else { continue }
      let first = bytes.byte(at: body.lowerBound)
      if state.awaitsMessage {
        log.message = bytes.string(body.lowerBound..<min(body.upperBound, body.lowerBound + Self.messageLimit))
        state.awaitsMessage = false
        state.inMessage = true
      } else if first == UInt8(ascii: "\t") {
        configurationEntry(bytes, body, line, &state)
      } else if first == UInt8(ascii: "[") {
        summary(bytes, body, line, &state, &log, columns)
      } else if first < UInt8(ascii: "0") || first > UInt8(ascii: "9") {
        entry(bytes, body, line, &state, &log)
      }
    }
    closeValue(bytes, &state, &log)
    if let last = state.lastStamp { log.end = known.text(bytes, last.lowerBound + 1..<last.lowerBound + 17) }
    return log
  }

  /// What the lines above decide about the next one.
  struct State {
    /// The configuration value being read: its key and range, which later lines extend.
    var key: [UInt8]?
    var keyLine = 0
    var value: Range<Int> = 0..<0
    var inMachine = false
    var awaitsMessage = false
    var inMessage = false
    var lastStamp: Range<Int>?
    /// Where the last summary line names the architecture.
    var architecture: Range<Int>?
    /// Resolved at the first summary line.
    var columns: [TransNASTask.RawColumn]?
  }

  private static func hasStamp(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    return range.count >= stampLength && bytes.byte(at: start) == UInt8(ascii: "[")
      && bytes.byte(at: start + 17) == UInt8(ascii: "]") && bytes.byte(at: start + 18) == UInt8(ascii: " ")
      && bytes.byte(at: start + 5) == UInt8(ascii: "-") && bytes.byte(at: start + 14) == UInt8(ascii: ":")
  }

  private mutating func continuation(
    _ bytes: RawSpan, _ range: Range<Int>, _ state: inout State, _ log: inout TransNASLog
  ) {
    if state.key != nil {
      state.value = state.value.lowerBound..<range.upperBound
    } else if state.inMachine {
      machineLine(bytes, range, &log)
    } else if state.inMessage, let message = log.message, message.utf8.count < Self.messageLimit {
      let rest = range.lowerBound..<min(range.upperBound, range.lowerBound + Self.messageLimit)
      log.message = message + "\n" + bytes.string(rest)
    }
  }

  private func configurationEntry(_ bytes: RawSpan, _ body: Range<Int>, _ line: Int, _ state: inout State) {
    let start = body.lowerBound + 1
    guard start < body.upperBound else { return }
    let first = bytes.byte(at: start)
    for index in keys.indices where firstBytes[index] == first && start + keys[index].count <= body.upperBound {
      let key = keys[index]
      let end = start + key.count
      guard bytes.equals(key, at: start..<end), end == body.upperBound || bytes.byte(at: end) == UInt8(ascii: " ")
      else { continue }
      state.key = key
      state.keyLine = line
      // Keys are padded to 30; a longer key is followed by its value at once.
      state.value = min(max(start + 30, end), body.upperBound)..<body.upperBound
      return
    }
  }

  private mutating func closeValue(_ bytes: RawSpan, _ state: inout State, _ log: inout TransNASLog) {
    state.inMessage = false
    state.inMachine = false
    guard let key = state.key else { return }
    state.key = nil
    let value = known.normalizedText(bytes, state.value)
    let name = String(decoding: key, as: UTF8.self)
    let place = Place(file: log.file, line: state.keyLine)
    log.configuration.append(Claim(Attribute(name, value), at: place))
    switch name {
    case TransNASKeys.architecture: log.architecture = Claim(value, at: place)
    case TransNASKeys.task: log.task = Claim(value, at: place)
    case TransNASKeys.epochs: log.budget = Int(value).flatMap { $0 >= 1 ? Claim($0, at: place) : nil }
    default: break
    }
  }

  private mutating func entry(
    _ bytes: RawSpan, _ body: Range<Int>, _ line: Int, _ state: inout State, _ log: inout TransNASLog
  ) {
    let start = body.lowerBound
    if bytes.starts(with: "--------------- seed", at: start) {
      log.seed = Self.seed(bytes, body).map { Claim($0, at: Place(file: log.file, line: line)) }
    } else if bytes.starts(with: "Python ", at: start) {
      state.inMachine = true
      machineLine(bytes, body, &log)
    } else if bytes.starts(with: "Using ", at: start) {
      log.note(Attribute("gpus", known.text(bytes, body)))
    } else if bytes.starts(with: "logger initiated!", at: start), log.isTrainingLog {
      // The log of another run follows: the record is of the last one that was written here.
      log = TransNASLog(file: log.file)
      log.start = state.lastStamp.map { known.text(bytes, $0.lowerBound + 1..<$0.lowerBound + 17) }
      state = State(lastStamp: state.lastStamp)
    } else if bytes.starts(with: "model ", at: start), Self.ends(bytes, body, with: " is corrupted!") {
      log.isCorrupted = true
      state.awaitsMessage = true
    }
  }

  private static func ends(_ bytes: RawSpan, _ range: Range<Int>, with suffix: StaticString) -> Bool {
    let start = range.upperBound - suffix.utf8CodeUnitCount
    return start >= range.lowerBound && bytes.equals(suffix, at: start..<range.upperBound)
  }

  /// `--------------- seed        : 666 setup finished! ---------------`
  private static func seed(_ bytes: RawSpan, _ body: Range<Int>) -> Int? {
    guard var offset = bytes.firstOffset(of: UInt8(ascii: ":"), from: body.lowerBound), offset < body.upperBound else {
      return nil
    }
    offset += 1
    while offset < body.upperBound, bytes.byte(at: offset) == UInt8(ascii: " ") { offset += 1 }
    var value: Int?
    while offset < body.upperBound, case let digit = bytes.byte(at: offset) &- 48, digit < 10 {
      let (product, overflow) = (value ?? 0).multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(digit))
      if overflow || carry { return nil }
      value = sum
      offset += 1
    }
    return value
  }

  /// `PyTorch Version  : 1.5.1`, `CUDA_VISIBLE_DEVICES=0`, `Does not set CUDA_VISIBLE_DEVICES`.
  private mutating func machineLine(_ bytes: RawSpan, _ range: Range<Int>, _ log: inout TransNASLog) {
    guard range.count > 0, range.count < 512, log.machine.count < 16 else { return }
    let text = known.text(bytes, range)
    for (prefix, key) in TransNASKeys.machine where text.hasPrefix(prefix) {
      let value = text.utf8.dropFirst(prefix.utf8.count).drop { $0 == 32 || $0 == 58 || $0 == 61 }
      return log.note(Attribute(key, String(Substring(value))))
    }
    if text.hasPrefix("Does not set CUDA_VISIBLE_DEVICES") {
      log.note(Attribute("cuda_visible_devices", "not set"))
    }
  }
}
