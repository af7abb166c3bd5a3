import Bytes
import Core
import Formats

/// Joins the sparse rows of `metrics.csv` to epochs.
///
/// A step gives up to three rows: values of the step, of validation, and means of the epoch; the last value of a column
/// within an epoch is the epoch's. A row without an epoch, as the monitor of the learning rate writes it, belongs to the
/// epoch of the next row that has one. An epoch is there where a row of it holds one of the metrics asked for.
struct LightningTable {
  private let table: CSVTable
  private let file: Int
  /// The columns of the numbers asked for; nil where the table has none of the name.
  private let columns: [Int?]
  private let metrics: Set<Int>
  private let source: MappedSource
  private(set) var problems: [Problem] = []

  init(_ table: CSVTable, file: Int, source: MappedSource) {
    self.table = table
    self.file = file
    self.source = source
    columns = source.requests.numbers.map { table.column($0) }
    metrics = Set(source.mappings.flatMap { $0.metrics.map(\.number) })
  }

  mutating func read(into version: inout LightningVersion) {
    guard let epochColumn = table.column("epoch") else {
      version.fault = Problem(
        "READ-02", at: Place(file: file, line: 1), "there is no column 'epoch'",
        expected: "the columns of Lightning's CSVLogger",
        hint: "let the layout 'table' read tables of another kind")
      return
    }
    problems = source.unknownMetrics(among: table.columns, kind: "column", at: Place(file: file, line: 1))
    var rows = epochs(epochColumn)
    reportFaults()
    version.firstEpoch = rows.map(\.number).min()
    version.ownFirstEpoch = version.firstEpoch
    rows.removeAll { !$0.isThere }
    version.epochs = rows.sorted { $0.number < $1.number }.map {
      MappedEpoch(number: $0.number, numbers: $0.cells, line: $0.line)
    }
    version.last = columns.indices.map { lastCell($0) }
    version.problems += problems
  }

  /// The rows that count: a last line without its end may have been cut within a number.
  private var rowCount: Int { table.endsWithinLine && !isCutRowLeftOut ? max(0, table.rowCount - 1) : table.rowCount }

  /// Whether the last line, which has no end, has too few cells to be a row.
  private var isCutRowLeftOut: Bool {
    guard table.endsWithinLine, let fault = table.faults.last else { return false }
    return table.rowCount == 0 || fault.line > table.line(ofRow: table.rowCount - 1)
  }

  private struct Row {
    let number: Int
    let line: Int
    var cells: [NumberCell]
    var isThere = false
  }

  private mutating func epochs(_ epochColumn: Int) -> [Row] {
    var rows: [Row] = []
    var places: [Int: Int] = [:]
    // Cells of rows without an epoch, until one comes.
    var waiting: [(number: Int, cell: NumberCell)] = []
    for row in 0..<rowCount {
      if table.isEmpty(row: row, column: epochColumn) {
        for (number, cell) in cells(row) { waiting.append((number, cell)) }
        continue
      }
      guard let epoch = table.integer(row: row, column: epochColumn),
        (0...Int64(RunAssembler.epochLimit)).contains(epoch)
      else {
        note(
          row, "'epoch' is '\(table.text(row: row, column: epochColumn).prefix(80))'",
          expected: "a whole number or nothing")
        continue
      }
      let number = Int(epoch)
      let place = places[number] ?? rows.count
      if place == rows.count {
        places[number] = place
        rows.append(
          Row(number: number, line: table.line(ofRow: row), cells: Array(repeating: .absent, count: columns.count)))
      }
      for (number, cell) in waiting { rows[place].cells[number] = cell }
      waiting.removeAll(keepingCapacity: true)
      for (number, cell) in cells(row) {
        rows[place].cells[number] = cell
        if metrics.contains(number) { rows[place].isThere = true }
      }
    }
    return rows
  }

  /// The cells of a row that hold something.
  private func cells(_ row: Int) -> [(number: Int, cell: NumberCell)] {
    columns.enumerated().compactMap { number, column in
      guard let column else { return nil }
      let cell = cell(row, column)
      return cell == .absent ? nil : (number, cell)
    }
  }

  private func cell(_ row: Int, _ column: Int) -> NumberCell {
    switch table.number(row: row, column: column) {
    case .absent: .absent
    case .number(let value): .value(value)
    case .text: .unfit(String(table.text(row: row, column: column).prefix(80)))
    }
  }

  private func lastCell(_ number: Int) -> NumberCell {
    guard let column = columns[number] else { return .absent }
    for row in (0..<rowCount).reversed() {
      let cell = cell(row, column)
      if cell != .absent { return cell }
    }
    return .absent
  }

  private mutating func reportFaults() {
    var faults = table.faults[...]
    var cutLine = table.endsWithinLine && table.rowCount > 0 ? table.line(ofRow: table.rowCount - 1) : nil
    if isCutRowLeftOut { cutLine = faults.popLast()?.line }
    for fault in faults.prefix(RawRun.problemLimit) {
      problems.append(
        Problem(
          "READ-02", at: Place(file: file, line: fault.line), "a row that does not fit: \(fault)",
          expected: "\(table.columns.count) cells, as many as columns",
          hint: "two processes wrote to one file, or it was edited: restore it"))
    }
    guard let cutLine else { return }
    problems.append(
      Problem(
        "READ-02", at: Place(file: file, line: cutLine), "the last row has no end; it is not read",
        expected: "a line feed", hint: "the file was cut: its last number may lack digits", severity: .warning))
  }

  private mutating func note(_ row: Int, _ message: String, expected: String) {
    guard problems.count < RawRun.problemLimit else { return }
    problems.append(
      Problem(
        "READ-02", at: Place(file: file, line: table.line(ofRow: row)), message, expected: expected,
        hint: "restore the file as the logger wrote it"))
  }
}
