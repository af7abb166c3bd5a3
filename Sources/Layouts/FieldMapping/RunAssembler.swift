import Core

/// Makes runs of mapped records: one of each record, or one of all records that name the same run.
struct RunAssembler {
  /// The most numbers that the curves of one file may come to by budgets that are stated and not measured.
  private let valueLimit: Int
  /// The largest epoch number or budget.
  static let epochLimit = 1_000_000

  let mappings: [FieldMapping]
  let file: Int
  private var runs: [RawRun] = []
  /// The runs whose epochs are records of their own, by place in `runs`.
  private var rows: [Int: EpochRows] = [:]
  private var places: [String: Int] = [:]
  private var valueCount = 0

  init(_ mappings: [FieldMapping], file: Int, valueLimit: Int = 1 << 28) {
    self.mappings = mappings
    self.file = file
    self.valueLimit = valueLimit
  }

  /// A run that could not be read.
  mutating func add(unread run: RawRun) { runs.append(run) }

  /// The runs in the order of their first records.
  mutating func finish() -> [RawRun] {
    for (index, rows) in rows { rows.complete(&runs[index]) }
    return runs
  }

  mutating func add(_ record: MappedRecord) {
    for (index, mapping) in mappings.enumerated() {
      // A record of several runs need not have all of them.
      if mappings.count > 1, isWithoutMetrics(record, mapping, index) { continue }
      let run = RunHead(mapping: mapping, record: record, file: file).run
      if case .field(let source, let first, let keepsLast) = mapping.epoch {
        addRow(of: run, record, index, source, first, keepsLast)
      } else if let epochs = record.epochs.isEmpty ? nil : record.epochs[index] {
        addEpochs(epochs, run, mapping, record)
      } else {
        addWhole(run, mapping, record)
      }
    }
  }

  private func isWithoutMetrics(_ record: MappedRecord, _ mapping: FieldMapping, _ index: Int) -> Bool {
    if let epochs = record.epochs.isEmpty ? nil : record.epochs[index] { return epochs.isEmpty }
    return mapping.metrics.allSatisfy { record.numbers[$0.number] == .absent }
  }

  // MARK: Records that are runs

  private mutating func addWhole(_ head: RawRun, _ mapping: FieldMapping, _ record: MappedRecord) {
    var run = head
    var longest = 0
    for metric in mapping.metrics {
      if case .column(let values) = record.numbers[metric.number] { longest = max(longest, values.count) }
    }
    let isCurve = longest > 0
    if !isCurve, run.budget == nil, !mapping.metrics.isEmpty {
      run.report(
        RunProblem.missing("epoch budget", fields: mapping.budget?.fields ?? ["budget"], at: record.place))
    }
    let count = isCurve ? longest : run.budget?.value ?? 0
    guard reserve(count, mapping, record, &run) else { return runs.append(run) }
    var curve = Curve(epochs: count, metrics: mapping.metrics.count)
    for (index, metric) in mapping.metrics.enumerated() {
      switch record.numbers[metric.number] {
      case .absent:
        if !metric.mayBeMissing {
          run.report(RunProblem.missing("'\(metric.name)'", fields: [metric.field], at: record.place))
        }
      case .value(let value): if count > 0 { curve[index, count - 1] = value }
      case .unfit(let found):
        run.report(RunProblem.unfit(metric.field, found, expected: "a number", at: record.place))
      case .column(let values):
        for (epoch, value) in values.enumerated() { curve[index, epoch] = value }
        let missing = values.count { Curve.isAbsent($0) } + count - values.count
        if missing > 0, !metric.mayBeMissing {
          run.report(
            RunProblem.unfit(
              metric.field, "\(count - missing) numbers", expected: "\(count) numbers, as many as epochs",
              at: record.place))
        }
      }
    }
    run.epochs = Array(0..<count)
    run.curve = curve
    runs.append(run)
  }

  private mutating func addEpochs(
    _ epochs: [MappedEpoch], _ head: RawRun, _ mapping: FieldMapping, _ record: MappedRecord
  ) {
    var rows = EpochRows(metrics: mapping.metrics)
    var run = head
    let keepsLast = if case .inside(let keepsLast) = mapping.epoch { keepsLast } else { false }
    for epoch in epochs {
      var place = record.place
      if let line = epoch.line { place.line = line }
      rows.append(epoch.number, epoch.numbers, keepsLast: keepsLast, at: place, &run)
    }
    rows.complete(&run)
    runs.append(run)
  }

  /// Whether there is room for a curve; a finding where there is none.
  private mutating func reserve(
    _ epochs: Int, _ mapping: FieldMapping, _ record: MappedRecord, _ run: inout RawRun
  ) -> Bool {
    let (values, isTooMuch) = epochs.multipliedReportingOverflow(by: max(mapping.metrics.count, 1))
    guard !isTooMuch, values <= valueLimit - valueCount else {
      run.report(
        RunProblem.unparsable(
          "the epoch budgets of the file come to more than \(valueLimit) numbers",
          expected: "at most \(valueLimit) numbers in all", at: record.place,
          hint: "check the epoch budgets that the file states, or split the file"))
      return false
    }
    valueCount += values
    return true
  }

  // MARK: Records that are epochs

  private mutating func addRow(
    of head: RawRun, _ record: MappedRecord, _ mapping: Int, _ epoch: TextSource, _ first: Int, _ keepsLast: Bool
  ) {
    let fields = mappings[mapping]
    guard let text = epoch.text(in: record), let number = WholeNumber.parse(text), number >= first,
      number - first <= Self.epochLimit
    else {
      var run = head
      run.status = nil
      let found = epoch.text(in: record)
      run.report(
        found.map {
          RunProblem.unfit(
            epoch.fields.first ?? "epoch", $0, expected: "an epoch, a whole number of at least \(first)",
            at: record.place)
        } ?? RunProblem.missing("epoch", fields: epoch.fields, at: record.place))
      return runs.append(run)
    }
    let key = Self.key(of: head, mapping)
    let place: Int
    if let known = places[key] {
      place = known
      runs[known].takeLater(head)
    } else {
      place = runs.count
      places[key] = place
      runs.append(head)
      rows[place] = EpochRows(metrics: fields.metrics)
    }
    // Nothing is written to `runs` beside the problems of a row, so that no copy of a run is made for one.
    var noted = RawRun()
    rows[place]?.append(number - first, record.numbers, keepsLast: keepsLast, at: record.place, &noted)
    for problem in noted.problems { runs[place].report(problem) }
  }

  /// What tells one run of a file from another.
  private static func key(of run: RawRun, _ mapping: Int) -> String {
    [
      "\(mapping)", run.architectures.first?.value ?? "", run.tasks.first?.value ?? "",
      run.seeds.first.map { "\($0.value)" } ?? "", run.repetition.map { "\($0)" } ?? "",
      run.budget.map { "\($0.value)" } ?? "",
    ].joined(separator: "\u{0}")
  }
}

extension RawRun {
  /// Takes what a later record of the same run says of the run as a whole.
  fileprivate mutating func takeLater(_ later: RawRun) {
    status = later.status ?? status
    for (index, value) in later.values.enumerated() where !Curve.isAbsent(value) { values[index] = value }
    loggedParams = later.loggedParams ?? loggedParams
    inferenceTime = later.inferenceTime ?? inferenceTime
    for problem in later.problems { report(problem) }
  }
}
