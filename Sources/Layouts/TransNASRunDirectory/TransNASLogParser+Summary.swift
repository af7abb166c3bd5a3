import Bytes
import Core

extension TransNASLogParser {
  /// `[[HMS/HMS]], ARCH, epoch [e/E], train_loss [1.2345], valid_loss [1.2345], …`
  func summary(
    _ bytes: RawSpan, _ body: Range<Int>, _ line: Int, _ state: inout State, _ log: inout TransNASLog,
    _ columns: (String) -> [TransNASTask.RawColumn]?
  ) {
    guard bytes.starts(with: "[[", at: body.lowerBound),
      let epoch = Self.find(", epoch [", bytes, body),
      let slash = bytes.firstOffset(of: UInt8(ascii: "/"), from: epoch), slash < body.upperBound,
      let number = Self.integer(bytes, epoch..<slash),
      let close = bytes.firstOffset(of: UInt8(ascii: "]"), from: slash), close < body.upperBound
    else { return }
    if state.columns == nil { state.columns = columns(log.task?.value ?? "") ?? [] }
    guard let raw = state.columns, !raw.isEmpty else { return }
    let first = log.values.count
    log.values.append(contentsOf: repeatElement(Curve.absent, count: raw.count))
    log.epochs.append(TransNASLog.LoggedEpoch(number: number, line: line, firstValue: first))
    names(bytes, body.lowerBound..<epoch - ", epoch [".utf8.count, line, &state, &log)
    if let budget = Self.integer(bytes, slash + 1..<close), budget >= 1, log.namedBudgets.last?.value != budget,
      log.namedBudgets.count < TransNASLog.namedLimit
    {
      log.namedBudgets.append(Claim(budget, at: Place(file: log.file, line: line)))
      if log.budget == nil { log.budget = log.namedBudgets[0] }
    }
    var offset = close + 1
    var next = 0
    while offset + 2 < body.upperBound, bytes.starts(with: ", ", at: offset) {
      let name = offset + 2
      guard let open = bytes.firstOffset(of: UInt8(ascii: "["), from: name), open < body.upperBound,
        let end = bytes.firstOffset(of: UInt8(ascii: "]"), from: open), end < body.upperBound
      else { return }
      if let index = Self.column(named: name..<open - 1, bytes, raw, from: next) {
        let value = Self.number(bytes, open + 1..<end)
        log.values[first + index] = value
        if Curve.isAbsent(value), log.malformed == nil {
          log.malformed = (raw[index].name, bytes.string(open + 1..<min(end, open + 41)), line)
        }
        next = index + 1
      }
      offset = end + 1
    }
  }

  /// Keeps the architecture that stands behind the times of a line, where it is another than in the lines above.
  private func names(
    _ bytes: RawSpan, _ head: Range<Int>, _ line: Int, _ state: inout State, _ log: inout TransNASLog
  ) {
    guard let times = bytes.firstOffset(of: UInt8(ascii: "]"), from: head.lowerBound),
      bytes.starts(with: "]], ", at: times), times + 4 <= head.upperBound
    else { return }
    let name = times + 4..<head.upperBound
    if let known = state.architecture, bytes.equals(bytes, at: name, otherRange: known) { return }
    state.architecture = name
    guard log.namedArchitectures.count < TransNASLog.namedLimit else { return }
    let text = TransNASReader.clipped(bytes.string(name))
    log.namedArchitectures.append(Claim(text, at: Place(file: log.file, line: line)))
  }

  /// The column of a name, tried first at the place where the order of the file puts it.
  private static func column(
    named range: Range<Int>, _ bytes: RawSpan, _ raw: [TransNASTask.RawColumn], from next: Int
  ) -> Int? {
    guard range.lowerBound < range.upperBound else { return nil }
    if next < raw.count, bytes.equals(raw[next].bytes, at: range) { return next }
    return raw.firstIndex { bytes.equals($0.bytes, at: range) }
  }

  private static func find(_ text: StaticString, _ bytes: RawSpan, _ range: Range<Int>) -> Int? {
    var offset = range.lowerBound
    while let comma = bytes.firstOffset(of: UInt8(ascii: ","), from: offset), comma < range.upperBound {
      if bytes.starts(with: text, at: comma) { return comma + text.utf8CodeUnitCount }
      offset = comma + 1
    }
    return nil
  }

  static func integer(_ bytes: RawSpan, _ range: Range<Int>) -> Int? {
    guard range.count > 0, range.count <= 9 else { return nil }
    var value = 0
    for offset in range {
      let digit = bytes.byte(at: offset) &- 48
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// A number as `%.4f` prints it; absent where the text is none.
  static func number(_ bytes: RawSpan, _ range: Range<Int>) -> Double {
    var offset = range.lowerBound
    let isNegative = offset < range.upperBound && bytes.byte(at: offset) == UInt8(ascii: "-")
    if isNegative { offset += 1 }
    var digits = 0
    var value = 0
    var point: Int?
    while offset < range.upperBound {
      let byte = bytes.byte(at: offset)
      if byte == UInt8(ascii: "."), point == nil {
        point = offset
      } else if case let digit = byte &- 48, digit < 10, digits < 15 {
        value = value * 10 + Int(digit)
        digits += 1
      } else {
        return Double(bytes.string(range)) ?? Curve.absent
      }
      offset += 1
    }
    guard digits > 0 else { return Curve.absent }
    let decimals = point.map { range.upperBound - $0 - 1 } ?? 0
    let magnitude = Double(value) / Self.powersOfTen[decimals]
    return isNegative ? -magnitude : magnitude
  }

  private static let powersOfTen: [Double] = (0...15).map { (power: Int) in
    (0..<power).reduce(1.0) { product, _ in product * 10 }
  }
}
