import Core

/// No value is NaN or infinite, the score does not collapse to where it began, and none repeats over many evaluations.
///
/// Earned from published runs that diverged and from trackers that carry a value forward. Such runs are genuine: they
/// are released, with a warning.
struct OddValueRule: RunRule {
  let definition = RuleDefinition("CURVE-03", .warning, "curves hold finite values that neither collapse nor go stale")
  /// How many equal values in a row make a curve stale.
  static let staleEvaluations = 5

  func check(_ subject: Subject, _ report: inout RuleReport) {
    guard let curve = subject.run.curve, let task = subject.taskPlan else {
      return report.notApplicable(definition, "the record could not be read, or its task is unknown")
    }
    report.ran(definition)
    var odd: [String] = []
    var stale: [String] = []
    for (index, metric) in task.schema.metrics.enumerated() where metric.formula == nil && metric.direction != .none {
      let column = curve.column(index)
      let count = column.count { !$0.isFinite && !Curve.isAbsent($0) }
      if count > 0 { odd.append("\(metric.rawName ?? metric.name.rawValue) (\(count) of \(column.count))") }
      if Self.longestRun(in: column) >= Self.staleEvaluations {
        stale.append(metric.rawName ?? metric.name.rawValue)
      }
    }
    if !odd.isEmpty {
      report.found(
        definition, "NaN or infinite values in \(odd.joined(separator: ", "))", expected: "finite values",
        hint: "the run diverged: keep it as it is, and leave it out of averages")
    }
    if !stale.isEmpty {
      report.found(
        definition,
        "stale: \(stale.joined(separator: ", ")) repeat exactly over \(Self.staleEvaluations) or more evaluations",
        expected: "values that change", hint: "check that the metric was evaluated at each epoch, not carried forward")
    }
    if let index = task.schema.index(of: task.score),
      let epoch = Self.collapse(curve.column(index), of: task.schema.metrics[index])
    {
      report.found(
        definition, "diverged: \(task.score) collapses at epoch \(epoch) to its first value or below and stays there",
        expected: "a score that does not collapse", hint: "keep the run as it is, or train it again with another seed")
    }
  }

  /// The length of the longest run of bit-identical finite values.
  static func longestRun(in column: ArraySlice<Double>) -> Int {
    var longest = 0
    var current = 0
    var last: UInt64?
    for value in column {
      if value.isFinite, value.bitPattern == last { current += 1 } else { current = value.isFinite ? 1 : 0 }
      last = value.bitPattern
      longest = max(longest, current)
    }
    return longest
  }

  /// The epoch from which on the score stays at or below its first value, after it had at least doubled.
  static func collapse(_ column: ArraySlice<Double>, of metric: MetricDefinition) -> Int? {
    guard metric.direction == .higher, metric.unit == .percent, let first = column.first, first.isFinite else {
      return nil
    }
    var best = first
    var fallen: Int?
    for (epoch, value) in column.enumerated() {
      if value <= first, best >= 2 * first, best - first >= 1 {
        if fallen == nil { fallen = epoch }
      } else {
        fallen = nil
      }
      best = max(best, value)
    }
    return fallen
  }
}
