import Bytes
import Core

/// A run as the lines of its log tell it, one after another.
struct LoggedRun {
  private let source: MappedSource
  private let lines: LinePatterns
  private let pathFields: PathFields
  /// What each capture held last, by place in `LinePatterns.names`.
  private var latest: [String?]
  private var epochs: [MappedEpoch] = []
  /// The epoch that numbers belong to, or that they wait for.
  private var open: MappedEpoch?
  /// Numbers of metrics outside of all epochs.
  private var outside: [Attribute] = []
  /// Texts that stand where an epoch should, with their lines.
  private var faults: [(text: String, line: Int)] = []
  /// The captures that become metrics, with the name of the column and the place among the numbers.
  private let metrics: [(capture: Int, number: Int)]
  private(set) var hasCaptures = false

  init(source: MappedSource, lines: LinePatterns, pathFields: PathFields) {
    self.source = source
    self.lines = lines
    self.pathFields = pathFields
    latest = Array(repeating: nil, count: lines.names.count)
    let wanted = Set(source.mappings.flatMap { $0.metrics.map(\.number) })
    metrics = source.requests.numbers.enumerated().compactMap { number, field in
      guard wanted.contains(number), let capture = lines.names.firstIndex(of: field) else { return nil }
      return (capture, number)
    }
  }

  /// Takes what one line says.
  mutating func take(_ captured: [String?], line: Int) {
    hasCaptures = true
    for (name, text) in captured.enumerated() where text != nil { latest[name] = text }
    guard let epoch = lines.epoch else { return }
    if epoch.isLast {
      let hasMetric = metrics.contains { captured[$0.capture] != nil }
      if open == nil, hasMetric || captured[epoch.capture] != nil { open = emptyEpoch(line) }
      fill(captured, line)
      if let text = captured[epoch.capture] { close(text, epoch, line) }
    } else {
      if let text = captured[epoch.capture] { begin(text, epoch, line) }
      fill(captured, line)
    }
  }

  private func emptyEpoch(_ line: Int) -> MappedEpoch {
    MappedEpoch(number: -1, numbers: source.requests.numbers.map { _ in .absent }, line: line)
  }

  /// The number of the epoch that `text` names.
  private func number(_ text: String, _ epoch: LinePatterns.Epoch) -> Int? {
    guard let first = epoch.first else { return epochs.count }
    guard let number = WholeNumber.parse(text), number >= first, number - first <= RunAssembler.epochLimit else {
      return nil
    }
    return number - first
  }

  private mutating func begin(_ text: String, _ epoch: LinePatterns.Epoch, _ line: Int) {
    if epoch.first == nil, let open { epochs.append(open) }
    if epoch.first == nil { open = nil }
    let number = number(text, epoch)
    if let open, open.number == number { return }
    if let open { epochs.append(open) }
    open = nil
    guard let number else { return faults.append((text, line)) }
    open = emptyEpoch(line)
    open?.number = number
  }

  private mutating func close(_ text: String, _ epoch: LinePatterns.Epoch, _ line: Int) {
    guard var ended = open else { return }
    open = nil
    guard let number = number(text, epoch) else { return faults.append((text, line)) }
    ended.number = number
    epochs.append(ended)
  }

  private mutating func fill(_ captured: [String?], _ line: Int) {
    for (capture, number) in metrics {
      guard let text = captured[capture] else { continue }
      if open == nil {
        note("\(lines.names[capture])_before_first_epoch", text)
      } else {
        let value = cell(text)
        open?.numbers[number] = value
      }
    }
  }

  /// Keeps a text that belongs to no epoch; of several under one key the last.
  private mutating func note(_ key: String, _ text: String) {
    outside.removeAll { $0.key == key }
    outside.append(Attribute(key, RunHead.clipped(text)))
  }

  private func cell(_ text: String) -> NumberCell {
    source.missing.contains(text.trimmed) ? .absent : text.withBytes { NumberCell($0, 0..<$0.byteCount) }
  }

  /// The run as a record.
  mutating func record(at place: Place, pointer: String) -> MappedRecord {
    if let open {
      if open.number >= 0 {
        epochs.append(open)
      } else {
        for (capture, number) in metrics {
          guard case .value(let value) = open.numbers[number] else { continue }
          note("\(lines.names[capture])_after_last_epoch", "\(value)")
        }
      }
    }
    open = nil
    var record = MappedRecord(place: place, pointer: pointer)
    record.texts = source.requests.texts.map { text($0.field) }
    record.numbers = source.requests.numbers.map { field in
      lines.names.contains(field) ? text(field).map(cell) ?? .absent : pathFields.number(field)
    }
    if lines.epoch != nil { record.epochs = source.mappings.map { _ in epochs } }
    record.info = outside
    for fault in faults.prefix(RawRun.problemLimit) {
      record.problems.append(
        RunProblem.unfit(
          lines.epoch.map { lines.names[$0.capture] } ?? "epoch", fault.text, expected: "the number of an epoch",
          at: Place(file: place.file, line: fault.line)))
    }
    return record
  }

  private func text(_ field: String) -> String? {
    guard let index = lines.names.firstIndex(of: field) else { return pathFields.text(field) }
    return latest[index].flatMap { source.missing.contains($0) ? nil : $0 }
  }
}
