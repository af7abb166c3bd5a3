import Core

/// The epochs of one run as they come.
struct EpochRows {
  private let metrics: [FieldMapping.Column]
  private var numbers: [Int] = []
  /// Row after row, in the order of `metrics`.
  private var values: [Double] = []
  /// The line of each row; fewer where one has none.
  private var lines: [Int] = []
  private var rowOfEpoch: [Int: Int] = [:]

  init(metrics: [FieldMapping.Column]) { self.metrics = metrics }

  /// - Parameter keepsLast: whether an epoch that was there already is replaced.
  mutating func append(
    _ number: Int, _ cells: [NumberCell], keepsLast: Bool, at place: Place, _ run: inout RawRun
  ) {
    var row: [Double] = []
    row.reserveCapacity(metrics.count)
    for metric in metrics {
      switch cells[metric.number] {
      case .value(let value): row.append(value)
      case .absent: row.append(Curve.absent)
      case .unfit(let found):
        run.report(RunProblem.unfit(metric.field, found, expected: "a number", at: place))
        row.append(Curve.absent)
      case .column:
        run.report(RunProblem.unfit(metric.field, "a list", expected: "a number", at: place))
        row.append(Curve.absent)
      }
    }
    if keepsLast, let earlier = rowOfEpoch[number] {
      values.replaceSubrange(earlier * metrics.count..<(earlier + 1) * metrics.count, with: row)
      if let line = place.line, lines.indices.contains(earlier) { lines[earlier] = line }
      return
    }
    rowOfEpoch[number] = numbers.count
    numbers.append(number)
    values += row
    if let line = place.line { lines.append(line) }
  }

  /// Gives the epochs to their run.
  func complete(_ run: inout RawRun) {
    let order = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    var curve = Curve(epochs: numbers.count, metrics: metrics.count)
    for (place, row) in order.enumerated() {
      for metric in metrics.indices { curve[metric, place] = values[row * metrics.count + metric] }
    }
    run.epochs = numbers
    let hasLines = lines.count == numbers.count && Set(lines).count > 1
    run.epochLines = hasLines ? order.map { lines[$0] } : []
    run.curve = curve
  }
}
